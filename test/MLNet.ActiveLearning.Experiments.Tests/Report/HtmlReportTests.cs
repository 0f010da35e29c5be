using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Report;

[TestClass]
public sealed class HtmlReportTests
{
    [TestMethod]
    public void A_report_of_ten_strategies_five_seeds_and_twenty_rounds_is_quick_and_small()
    {
        // Noise: the worst case of a compressed image.
        byte[] noise = new byte[40 * 40 * 4];
        var random = SeededRandom.Derive(1, "noise");
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)random.NextInt32(256);
        }
        using MLImage image = MLImage.CreateFromPixels(40, 40, MLPixelFormat.Rgba32, noise);
        ReportInput input = LargeResults.AddLabels(LargeResults.Create(10, 5, 20), Thumbnail.ToDataAddress(image));
        var watch = Stopwatch.StartNew();
        string html = HtmlReport.Create(input);
        TimeSpan time = watch.Elapsed;
        int bytes = Encoding.UTF8.GetByteCount(html);
        Console.WriteLine($"{time.TotalSeconds:F2} s, {bytes / 1e6:F2} MB");
        Assert.IsTrue(bytes < 3_000_000, $"{bytes} bytes; at most 3,000,000 are allowed.");
        Assert.IsTrue(time.TotalSeconds < 5, $"{time.TotalSeconds} s; at most 5 are allowed.");
    }

    [TestMethod]
    public void It_is_the_same_in_every_culture_and_escapes_names()
    {
        string html = HtmlReport.Create(new ReportInput(FixedResults.Create()));
        Assert.AreEqual(html, Approved.WithCommas(() => HtmlReport.Create(new ReportInput(FixedResults.Create()))));
        StringAssert.Contains(html, "birds &amp; &lt;bees&gt;");
        Assert.IsFalse(html.Contains("<bees>", StringComparison.Ordinal));
        StringAssert.Contains(html, "<td>entropy</td><td>41.2 ± 1.0</td><td>55.2 ± 0.8</td><td>63.4 ± 0.8</td><td>68.9 ± 0.8</td><td>+4.7</td><td>+3.1</td>");
        StringAssert.Contains(html, "1.50 GiB");
    }

    [TestMethod]
    public void The_policy_names_exactly_the_scripts_of_the_page()
    {
        string html = HtmlReport.Create(new ReportInput(FixedResults.Create()));
        string[] scripts = [.. Regex.Matches(html, "<script>(.*?)</script>", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        string policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        string[] expected = [.. scripts.Select(s => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s))))];
        Assert.AreEqual(4, expected.Length);
        CollectionAssert.AreEqual(expected, Regex.Matches(policy, "'sha256-([^']*)'").Select(m => m.Groups[1].Value).ToArray());
        StringAssert.Contains(policy, "default-src 'none'");
        Assert.IsFalse(policy.Contains("eval", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Without_rows_it_says_so_and_sections_without_content_are_left_out()
    {
        string html = HtmlReport.Create(new ReportInput(FixedResults.Create() with { Rows = [] }));
        StringAssert.Contains(html, "No results yet");
        Assert.IsFalse(html.Contains("<h2>Learning curves</h2>", StringComparison.Ordinal));
        StringAssert.Contains(html, "<h2>Settings and versions</h2>");
    }

    [TestMethod]
    public void A_section_of_ones_own_is_shown()
    {
        string html = HtmlReport.Create(new ReportInput(FixedResults.Create()), [new OwnSection()]);
        StringAssert.Contains(html, "<h2>Seeds &amp; more</h2>");
        StringAssert.Contains(html, "<td>seeds</td><td>3</td>");
    }

    [TestMethod]
    public void A_balance_is_one_for_equal_counts_and_zero_for_one_class()
    {
        Assert.AreEqual(1, ClassBalanceSection.GetBalance([5, 5, 5, 5], 4), 1e-12);
        Assert.AreEqual(0, ClassBalanceSection.GetBalance([7], 4), 1e-12);
        Assert.AreEqual(0.5, ClassBalanceSection.GetBalance([3, 3], 4), 1e-12);
    }

    [TestMethod]
    public void A_dataset_map_is_read_by_its_heads_and_a_missing_number_is_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "confidence,id,variability\n0.25,\"a,b.jpg\",0.5\n");
            Assert.AreEqual(new MapPoint("a,b.jpg", 0.25, 0.5, null), MapPoint.Read(path).Single());
            File.WriteAllText(path, "id,confidence,variability\na,0.25,NaN\n");
            StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => MapPoint.Read(path)).Message, "line 2: there is no number for variability");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class OwnSection : IReportSection
    {
        public string Title => "Seeds & more";

        public ReportContent Create(ReportInput input) => new()
        {
            Tables = [new ReportTable("Counts", ["what", "how many"], [["seeds", $"{input.Result.Rows.Select(r => r.Seed).Distinct().Count()}"]])],
        };
    }
}
