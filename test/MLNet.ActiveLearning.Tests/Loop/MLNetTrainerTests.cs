using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Samples;

namespace MLNet.ActiveLearning.Loop;

/// <summary>The loop around trainers and pipelines of ML.NET alone.</summary>
[TestClass]
public sealed class MLNetTrainerTests
{
    [TestMethod]
    public async Task A_trainer_on_keys_learns_and_its_metrics_equal_those_of_ML_NET()
    {
        var scenario = new Scenario();
        scenario = scenario with
        {
            Trainer = scenario.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Truth", "Features"),
            Options = scenario.Options with { Budget = 60, QuerySize = 25, TestSet = scenario.TestSet },
        };
        var rounds = await scenario.RunAsync();
        Assert.AreEqual(60, rounds[^1].LabeledCount);
        Assert.IsTrue(rounds[^1].Metrics!.MicroAccuracy > 0.7, $"{rounds[^1].Metrics!.MicroAccuracy}");

        IDataView keyedTestSet = scenario.Context.Transforms.Conversion
            .MapValueToKey("Truth", keyData: scenario.Context.Data.LoadFromEnumerable(Flower.ClassNames.Select(n => new ClassName { Truth = n })))
            .Fit(scenario.TestSet).Transform(scenario.TestSet);
        foreach (Round round in rounds)
        {
            MulticlassClassificationMetrics theirs = scenario.Context.MulticlassClassification.Evaluate(round.Model!.Transform(keyedTestSet), "Truth");
            Assert.AreEqual(theirs.MicroAccuracy, round.Metrics!.MicroAccuracy, 1e-12);
            Assert.AreEqual(theirs.MacroAccuracy, round.Metrics.MacroAccuracy, 1e-12);
            Assert.AreEqual(theirs.LogLoss, round.Metrics.LogLoss, 1e-9);
        }
    }

    [TestMethod]
    public async Task A_pipeline_on_text_labels_runs_and_resumes()
    {
        var ml = new MLContext(seed: 1);
        var scenario = new Scenario { Context = ml, ClassNames = null };
        using var folder = new TemporaryFolder();
        var keys = ml.Transforms.Conversion.MapValueToKey("Class", "Truth");
        scenario = scenario with
        {
            Trainer = keys
                .Append(ml.Transforms.Concatenate("Inputs", "Features"))
                .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class", "Inputs")),
            Options = scenario.Options with { TestSet = scenario.TestSet },
        };
        string[] expected = Scenario.Results(await scenario.RunAsync());
        var checkpointed = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        using (ActiveLearningPool pool = checkpointed.CreatePool())
        {
            await foreach (Round round in checkpointed.CreateLoop(pool).RunAsync())
            {
                if (round.Number == 1)
                {
                    break;
                }
            }
        }
        var resumed = await checkpointed.RunAsync();
        CollectionAssert.AreEqual(expected, Scenario.Results(resumed));
        CollectionAssert.AreEqual(new[] { true, true, false, false }, resumed.Select(r => r.Restored).ToArray());
        ITransformer last = ml.ActiveLearning().Load(folder.File("model-003.zip"));
        Assert.AreEqual(90, Ids.Values<uint>(last.Transform(scenario.TestSet), "PredictedLabel").Length);
    }

    private sealed class ClassName
    {
        public string Truth { get; set; } = "";
    }
}
