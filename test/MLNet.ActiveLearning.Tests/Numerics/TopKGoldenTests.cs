using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Numerics;

[TestClass]
public sealed class TopKGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("topk_streaming");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_kept_positions_equal_the_recorded_ones_in_chunks_of_any_size(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("topk_streaming", caseName);
        float[] scores = golden.Inputs["scores"].Floats;
        int[] expected = golden.Expected["selected"].Ints;

        CollectionAssert.AreEqual(expected, Keep(scores, golden.Budget));
        if (!scores.All(float.IsFinite))
        {
            return;
        }
        CollectionAssert.AreEqual(expected, TopRows.Select(scores, golden.Budget).Select(p => p.Index).ToArray());
        int[] chunkSizes = golden.Params.Has("chunk_sizes") ? golden.Params["chunk_sizes"].Ints : [];
        foreach (int chunkSize in chunkSizes.Concat([1, 7, RowSelection.ChunkSize]))
        {
            CollectionAssert.AreEqual(expected, Choose(scores, golden.Budget, chunkSize), $"chunks of {chunkSize}");
        }
        if (golden.Expected.Has("selected_by_chunk"))
        {
            foreach (string chunkSize in golden.Expected["selected_by_chunk"].Names)
            {
                CollectionAssert.AreEqual(
                    golden.Expected["selected_by_chunk"][chunkSize].Ints,
                    Choose(scores, golden.Budget, int.Parse(chunkSize, System.Globalization.CultureInfo.InvariantCulture)),
                    $"chunks of {chunkSize}");
            }
        }
    }

    private static int[] Keep(float[] scores, int budget)
    {
        var best = new TopK<int>(budget);
        for (int i = 0; i < scores.Length; i++)
        {
            best.Add(scores[i], i, i);
        }
        return [.. best.ToRankedArray().Select(r => r.Item)];
    }

    // DISAL passes a number column on as it is.
    private static int[] Choose(float[] scores, int budget, int chunkSize)
    {
        var view = new SyntheticView(
            scores.Length,
            SyntheticColumn.Int64("Id", position => position),
            SyntheticColumn.Single("Scores", position => scores[position]));
        var context = new SelectionContext { QuerySize = budget, Seed = 0 };
        return [.. RowSelection.Select(view, "Id", new DisalStrategy("Scores"), context, chunkSize: chunkSize).Select(r => (int)r.Position)];
    }
}
