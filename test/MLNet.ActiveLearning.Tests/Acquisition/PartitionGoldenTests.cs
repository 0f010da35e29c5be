using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class PartitionGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("partition");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Parts_shares_and_choices_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("partition", caseName);
        bool compared = false;
        if (golden.Params.Has("rejected"))
        {
            foreach (GoldenValue row in golden.Params["rejected"].Items)
            {
                string message = Assert.ThrowsException<ArgumentException>(() => Split(row)).Message;
                StringAssert.Contains(message, $"{row["partitions"].Int} parts");
                compared = true;
            }
        }
        foreach (string name in golden.Expected.Names)
        {
            compared = true;
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "table":
                    foreach (GoldenValue row in expected.Items)
                    {
                        AssertParts(row["ranges"], row["budgets"], Split(row));
                    }
                    break;
                case "selected":
                    CollectionAssert.AreEqual(expected.Ints, Choose(golden));
                    break;
                case "ranges" or "budgets":
                    int rows = (int)golden.Inputs["probabilities"].Shape[0];
                    AssertParts(golden.Expected["ranges"], golden.Expected["budgets"], Partition.Split(rows, golden.Params["partitions"].Int, golden.Budget));
                    break;
                default:
                    Assert.Fail($"partition.json expects '{name}', which no test compares.");
                    break;
            }
        }
        Assert.IsTrue(compared, "the case holds nothing that this test compares");
    }

    private static PartitionPart[] Split(GoldenValue row) => Partition.Split(row["N"].Int, row["partitions"].Int, row["budget"].Int);

    private static void AssertParts(GoldenValue ranges, GoldenValue budgets, PartitionPart[] parts)
    {
        CollectionAssert.AreEqual(ranges.Ints, parts.SelectMany(p => new[] { p.First, p.First + p.Count }).ToArray());
        CollectionAssert.AreEqual(budgets.Ints, parts.Select(p => p.Budget).ToArray());
    }

    private static int[] Choose(GoldenCase golden)
    {
        float[] probabilities = golden.Inputs["probabilities"].Floats;
        int classCount = (int)golden.Inputs["probabilities"].Shape[1];
        var view = new SyntheticView(
            probabilities.Length / classCount,
            SyntheticColumn.Int64("Id", position => position),
            SyntheticColumn.Vector("Score", classCount, (position, row) => probabilities.AsSpan((int)position * classCount, classCount).CopyTo(row)));
        var strategy = new PartitionStrategy(new EntropyStrategy(), new PartitionOptions { Parts = golden.Params["partitions"].Int });
        return [.. RowSelection.Select(view, "Id", strategy, new SelectionContext { QuerySize = golden.Budget, Seed = 0 }).Select(r => (int)r.Position)];
    }
}
