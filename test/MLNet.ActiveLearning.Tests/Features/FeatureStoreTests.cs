using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Features;

[TestClass]
public sealed class FeatureStoreTests
{
    private static readonly FeatureDescription Description = new("abc", "images of 32 x 32", 5, FeatureType.FullPrecision);

    [TestMethod]
    [DataRow(FeatureType.FullPrecision)]
    [DataRow(FeatureType.HalfPrecision)]
    public void Rows_come_back_as_they_were_written_whatever_the_segments(FeatureType type)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.features");
        float[][] rows = Draw(23);
        Write(path, Description with { Type = type }, rows, first: 0, count: 10, segmentRows: 4);
        Write(path, Description with { Type = type }, rows, first: 10, count: 13, segmentRows: 100);

        using FeatureStore store = FeatureStore.Open(path);
        store.Verify();
        Assert.AreEqual(23, store.Count);
        float[] got = new float[5];
        for (int i = 0; i < 23; i++)
        {
            Assert.AreEqual($"row {i}", store.Ids[i]);
            Assert.AreEqual(i, store.Find($"row {i}"));
            store.Read(i, got);
            CollectionAssert.AreEqual(type == FeatureType.FullPrecision ? rows[i] : [.. rows[i].Select(v => (float)(Half)v)], got);
        }
        Assert.AreEqual(-1, store.Find("row 23"));
    }

    [TestMethod]
    public void A_file_left_at_any_instant_of_an_append_keeps_all_finished_segments_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        string whole = folder.File("whole.features");
        float[][] rows = Draw(12);
        Write(whole, Description, rows, 0, 8, segmentRows: 4);
        long before = new FileInfo(whole).Length;
        Write(whole, Description, rows, 8, 4, segmentRows: 4);
        byte[] after = File.ReadAllBytes(whole);

        // What the disk may hold: the file grown or not, and any part of the new segment but its mark, which is written last.
        for (long written = 0; written <= after.Length - before; written += written < 256 ? 1 : 997)
        {
            foreach (bool grown in new[] { false, true })
            {
                string path = folder.File("cut.features");
                byte[] cut = grown || written == 0 ? new byte[after.Length] : new byte[before + written];
                Array.Copy(after, cut, before + written);
                Array.Clear(cut, (int)before, (int)Math.Min(FeatureFile.MarkSize, cut.Length - before));
                File.WriteAllBytes(path, cut);
                using (FeatureStore store = FeatureStore.Open(path))
                {
                    Assert.AreEqual(8, store.Count);
                    store.Verify();
                }
                Write(path, Description, rows, 8, 4, segmentRows: 4);
                CollectionAssert.AreEqual(after, File.ReadAllBytes(path), $"{written} bytes were written");
            }
        }
    }

    [TestMethod]
    public void Rows_that_were_not_flushed_are_lost_and_may_be_added_again()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.features");
        using (FeatureStoreWriter writer = FeatureStoreWriter.Open(path, Description, 4))
        {
            foreach (int i in Enumerable.Range(0, 6))
            {
                writer.Add($"row {i}", [i, 0, 0, 0, 0]);
            }
        }
        using FeatureStore store = FeatureStore.Open(path);
        Assert.AreEqual(4, store.Count);
        using FeatureStoreWriter again = FeatureStoreWriter.Open(path, Description, 4);
        Assert.IsTrue(again.Contains("row 3"));
        Assert.IsFalse(again.Contains("row 4"));
    }

    [TestMethod]
    public void Features_of_another_model_or_preprocessing_are_refused_with_both_names()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.features");
        Write(path, Description, Draw(2), 0, 2, 4);
        string model = Assert.ThrowsExactly<InvalidOperationException>(() => FeatureStoreWriter.Open(path, Description with { ModelHash = "xyz" })).Message;
        StringAssert.Contains(model, "'abc'");
        StringAssert.Contains(model, "'xyz'");
        string preprocessing = Assert.ThrowsExactly<InvalidOperationException>(() => FeatureStoreWriter.Open(path, Description with { Preprocessing = "none", Dimension = 6 })).Message;
        StringAssert.Contains(preprocessing, "'images of 32 x 32'");
        StringAssert.Contains(preprocessing, "'none'");
        StringAssert.Contains(preprocessing, "dimension is '5' and yours is '6'");
    }

    [TestMethod]
    public void Damage_is_refused_with_its_place()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.features");
        Write(path, Description, Draw(8), 0, 8, 4);
        byte[] bytes = File.ReadAllBytes(path);
        StringAssert.Contains(OpenWith(30), "byte 24");                                  // description
        StringAssert.Contains(OpenWith(FeatureFile.Alignment + 9), "byte 4096");          // mark
        StringAssert.Contains(OpenWith(FeatureFile.Alignment + FeatureFile.MarkSize + 2), "ids"); // ids
        StringAssert.Contains(OpenWith(0), "no feature file");
        byte[] cut = bytes[..(2 * FeatureFile.Alignment + 100)];
        File.WriteAllBytes(path, cut);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => FeatureStore.Open(path)).Message, "ends before the segment does");

        byte[] feature = [.. bytes];
        feature[^(FeatureFile.Alignment - 200)] ^= 1; // inside the last segment's rows
        File.WriteAllBytes(path, feature);
        using FeatureStore store = FeatureStore.Open(path);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(store.Verify).Message, "features");

        string OpenWith(int position)
        {
            byte[] changed = [.. bytes];
            changed[position] ^= 1;
            File.WriteAllBytes(path, changed);
            return Assert.ThrowsExactly<InvalidDataException>(() => FeatureStore.Open(path)).Message;
        }
    }

    [TestMethod]
    public void Values_and_ids_that_cannot_be_kept_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using FeatureStoreWriter writer = FeatureStoreWriter.Open(folder.File("a.features"), Description with { Type = FeatureType.HalfPrecision });
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => writer.Add("x", [0, float.NaN, 0, 0, 0])).Message, "'x' is NaN");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => writer.Add("x", [0, 70000, 0, 0, 0])).Message, "FullPrecision");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => writer.Add("x", [0])).Message, "have 5");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => writer.Add("", [0, 0, 0, 0, 0])).Message, "empty");
        writer.Add("x", [0, 1, 0, 0, 0]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => writer.Add("x", [0, 1, 0, 0, 0])).Message, "already");
    }

    [TestMethod]
    public void Only_rows_that_the_file_lacks_are_given_to_the_model()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        var options = new FeatureOptions { ColumnName = "Features", SegmentRows = 7 };
        Flower[] flowers = Flower.Draw(40, seed: 1);
        string path = folder.File("a.features");
        using (FeatureStore some = ml.ActiveLearning().Features.Append(path, "iris", ml.Data.LoadFromEnumerable(flowers[..25]), options))
        {
            Assert.AreEqual(25, some.Count);
        }
        int reported = 0;
        using FeatureStore all = ml.ActiveLearning().Features.Append(path, "iris", ml.Data.LoadFromEnumerable(flowers), options with { Progress = new Counter(() => reported++) });
        Assert.AreEqual(40, all.Count);
        Assert.AreEqual(15, reported);
    }

    [TestMethod]
    public void A_strategy_chooses_the_same_rows_from_the_store_as_from_the_features_themselves()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        IDataView flowers = ml.Data.LoadFromEnumerable(Flower.Draw(60, seed: 1));
        using FeatureStore store = ml.ActiveLearning().Features.Append(folder.File("a.features"), "iris", flowers, new FeatureOptions { ColumnName = "Features" });
        IDataView named = ml.Transforms.CopyColumns("Embedding", "Features").Fit(flowers).Transform(flowers);
        IDataView joined = store.AddTo(flowers);
        var options = new SelectorOptions { QuerySize = 9, LabeledRows = named };
        string[] expected = Choose(named);
        CollectionAssert.AreEqual(expected, Choose(store.CreateView()));
        CollectionAssert.AreEqual(expected, Choose(joined));

        string[] Choose(IDataView rows) => [.. ml.ActiveLearning().Selector(new KMeansPlusPlusStrategy(), options).Fit(rows).Selected.Select(r => r.Id)];
    }

    [TestMethod]
    public void A_row_without_features_is_named_when_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        Flower[] flowers = Flower.Draw(6, seed: 1);
        using FeatureStore store = ml.ActiveLearning().Features.Append(
            folder.File("a.features"), "iris", ml.Data.LoadFromEnumerable(flowers[..5]), new FeatureOptions { ColumnName = "Features" });
        IDataView joined = store.AddTo(ml.Data.LoadFromEnumerable(flowers));
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => _ = joined.GetColumn<float[]>("Embedding").Count()).Message;
        StringAssert.Contains(message, $"'{flowers[5].Id}'");
    }

    private static float[][] Draw(int count)
    {
        var random = new SeededRandom(3);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 5).Select(_ => (float)((20 * random.NextDouble()) - 10)).ToArray())];
    }

    private static void Write(string path, FeatureDescription description, float[][] rows, int first, int count, int segmentRows)
    {
        using FeatureStoreWriter writer = FeatureStoreWriter.Open(path, description, segmentRows);
        for (int i = first; i < first + count; i++)
        {
            writer.Add($"row {i}", rows[i]);
        }
        writer.Flush();
    }

    private sealed class Counter(Action count) : IProgress<int>
    {
        public void Report(int value) => count();
    }
}
