using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class ConstructionGoldenTests
{
    public static IEnumerable<object[]> Imbalances => GoldenFile.CaseNames("imbalance");

    public static IEnumerable<object[]> Redundancies => GoldenFile.CaseNames("redundancy");

    public static IEnumerable<object[]> Examples => GoldenFile.CaseNames("examples_per_class");

    [TestMethod]
    [DynamicData(nameof(Imbalances))]
    public void Class_sizes_of_a_long_tail_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("imbalance", caseName);
        var tail = new LongTail
        {
            ImbalanceRatio = golden.Params["imbalance_ratio"].Double,
            Profile = golden.Params["profile"].Text == "step" ? ImbalanceProfile.Step : ImbalanceProfile.Exponential,
            Reverse = golden.Params["reverse"].Bool,
        };
        int[] sizes = tail.GetClassSizes(golden.Params["n_max"].Double, golden.Params["num_classes"].Int);
        CollectionAssert.AreEqual(golden.Expected["counts"].Ints, sizes);
        Assert.AreEqual(golden.Expected["total"].Int, sizes.Sum());
        golden.Tolerance.AssertEqual([golden.Expected["ratio_first_last"].Double], [(double)sizes[0] / sizes[^1]], "ratio_first_last");
    }

    [TestMethod]
    [DynamicData(nameof(Redundancies))]
    public void Rows_that_a_redundant_pool_shows_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("redundancy", caseName);
        var pool = new Duplicates
        {
            InitialLabeled = golden.Params["initial_labeled"].Int,
            UniquePoints = golden.Params["unique_points"].Int,
            Redundancy = golden.Params["redundancy"].Int,
        };
        int[] sources = pool.GetSources(golden.Inputs["labels_after_permutation"].Ints);
        CollectionAssert.AreEqual(golden.Expected["source_index"].Ints, sources);
        Assert.AreEqual(golden.Expected["n_distinct_images"].Int, sources.Distinct().Count());
    }

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void Initial_rows_and_pool_of_few_examples_a_class_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("examples_per_class", caseName);
        int[] classes = golden.Inputs["labels"].Ints;
        int classCount = classes.Max() + 1;
        var examples = new ExamplesPerClass { InitialPerClass = golden.Params["seed_size"].Int / classCount, Count = golden.Params["examples_per_class"].Int };
        (int[] initial, int[] pool) = examples.GetRows(classes, classCount);
        CollectionAssert.AreEqual(golden.Expected["seed_indices"].Ints, initial);
        CollectionAssert.AreEqual(golden.Expected["unlabeled_indices"].Ints, pool);
    }
}
