using Microsoft.Playwright;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Opens a report in Chromium as a reader would: from a file, without a network.</summary>
[TestClass]
public sealed class ReportPageTests
{
    // A red square of one pixel.
    private const string Thumbnail = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static IPlaywright? playwright;
    private static IBrowser? browser;
    private static string folder = "";

    [ClassInitialize]
    public static async Task StartBrowser(TestContext context)
    {
        _ = context;
        if (Browsers.FirstOrDefault(File.Exists) is not { } path)
        {
            return;
        }
        folder = Directory.CreateTempSubdirectory("report").FullName;
        ReportInput input = LargeResults.AddLabels(LargeResults.Create(4, 3, 8), Thumbnail) with { Folder = folder };
        File.WriteAllText(Path.Combine(folder, "dataset-map.csv"), "id,confidence,variability,correctness\na.jpg,0.9,0.1,1\nb.jpg,0.2,0.3,0.25\n");
        File.WriteAllText(Path.Combine(folder, "report.html"), HtmlReport.Create(input));
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    [ClassCleanup]
    public static async Task StopBrowser()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
            playwright!.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow(1280, 900, ColorScheme.Light, DisplayName = "desktop")]
    [DataRow(390, 844, ColorScheme.Dark, DisplayName = "phone, dark")]
    public async Task Every_chart_is_drawn_nothing_is_requested_and_no_error_is_logged(int width, int height, ColorScheme scheme)
    {
        (IPage page, List<string> troubles) = await OpenAsync(width, height, scheme);
        string[] charted = ["Learning curves", "Labels and cost to reach an accuracy", "Labelling efficiency", "Who beats whom", "Time", "Classes asked for", "Calibration", "Forecast", "Dataset map"];
        foreach (string title in charted)
        {
            ILocator section = page.Locator("section", new PageLocatorOptions { Has = page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = title, Exact = true }) });
            int places = await section.Locator(".chart").CountAsync();
            Assert.IsTrue(places > 0, $"'{title}' has no chart.");
            Assert.AreEqual(places, await section.Locator(".chart svg").CountAsync(), $"A chart of '{title}' was not drawn.");
            Assert.IsTrue(await section.Locator(".chart svg path").CountAsync() > 3, $"The chart of '{title}' is empty.");
        }
        int images = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.images img')].filter(i => i.naturalWidth > 0).length");
        Assert.AreEqual(4 * 2 * 12, images);
        int overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.IsTrue(overflow <= 0, $"The page is {overflow} pixels wider than the screen.");
        Assert.AreEqual("", string.Join('\n', troubles));
    }

    [TestMethod]
    public async Task Numbers_are_saved_as_json_and_as_csv()
    {
        (IPage page, List<string> troubles) = await OpenAsync(1280, 900, ColorScheme.Light);
        IDownload json = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[data-do=json]"));
        using (var parsed = System.Text.Json.JsonDocument.Parse(File.ReadAllText(await json.PathAsync())))
        {
            Assert.AreEqual(4 * 3 * 8, parsed.RootElement.GetProperty("rows").GetArrayLength());
        }
        IDownload csv = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[data-table=all-rounds] >> nth=0"));
        string[] lines = File.ReadAllLines(await csv.PathAsync());
        Assert.AreEqual(1 + (4 * 3 * 8), lines.Length);
        StringAssert.StartsWith(lines[1], "random,1,0,1000,");
        Assert.AreEqual("", string.Join('\n', troubles));
    }

    [TestMethod]
    public async Task A_choice_brings_a_strategy_forward()
    {
        (IPage page, List<string> troubles) = await OpenAsync(1280, 900, ColorScheme.Light);
        ILocator lines = page.Locator("#chart-0 .mark-line path");
        string[] before = await Opacities();
        await page.SelectOptionAsync("#chart-0 select", "entropy");
        await page.WaitForTimeoutAsync(200);
        string[] after = await Opacities();
        Assert.IsTrue(before.All(o => o is "1" or ""), string.Join(' ', before));
        Assert.AreEqual(3, after.Count(o => o == "0.12"), string.Join(' ', after));
        Assert.AreEqual("", string.Join('\n', troubles));

        Task<string[]> Opacities() => lines.EvaluateAllAsync<string[]>("paths => paths.map(p => p.getAttribute('opacity') ?? '')");
    }

    private static async Task<(IPage Page, List<string> Troubles)> OpenAsync(int width, int height, ColorScheme scheme)
    {
        if (browser is null)
        {
            Assert.Inconclusive($"There is no browser at {string.Join(" or ", Browsers)}. eng/setup.sh installs chromium on Debian.");
        }
        IPage page = await browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme, AcceptDownloads = true });
        List<string> troubles = [];
        page.Console += (_, message) => { if (message.Type is "error" or "warning") { troubles.Add($"{message.Type}: {message.Text}"); } };
        page.PageError += (_, error) => troubles.Add($"error: {error}");
        page.Request += (_, request) => { if (!request.Url.EndsWith("/report.html", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) { troubles.Add($"request: {request.Url}"); } };
        await page.GotoAsync(new Uri(Path.Combine(folder, "report.html")).AbsoluteUri);
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.drawn", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        if (Environment.GetEnvironmentVariable("REPORT_SCREENSHOTS") is { } shots)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(shots, $"{width}-{scheme}.png"), FullPage = true });
        }
        return (page, troubles);
    }
}
