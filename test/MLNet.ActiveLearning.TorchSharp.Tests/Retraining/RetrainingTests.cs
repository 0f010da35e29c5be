using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Proxies;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Transferability;
using MLNet.ActiveLearning.Weights;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Retraining;

[TestClass]
public sealed class RetrainingTests
{
    private static readonly string[] Modes = ["ft", "lp-ft", "svpp", "asvp"];
    private readonly MLContext ml = new(seed: 1);

    public static IEnumerable<object[]> AllModes => Modes.Select(m => new object[] { m });

    [TestMethod]
    public void A_frozen_network_keeps_its_weights_and_figures_while_the_classifier_learns()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        Dictionary<string, float[]> before = Read(pretrained);
        var trainer = new ImageClassificationTrainer(ml, TestImages.Options with { FreezeBackbone = true, Normalization = pretrained.Model.Normalization });
        using ImageClassificationTransformer probe = trainer.Fit(TestImages.Bytes(ml, 48), TrainingContext.Default, pretrained.Model);
        Dictionary<string, float[]> after = Read(probe);
        int changed = 0;
        foreach ((string name, float[] values) in before)
        {
            bool same = values.SequenceEqual(after[name]);
            if (name.Contains("classifier", StringComparison.Ordinal))
            {
                changed += same ? 0 : 1;
            }
            else
            {
                Assert.IsTrue(same, $"{name} has changed");
            }
        }
        Assert.AreEqual(2, changed);
        Assert.IsTrue(probe.Model.Network.parameters().All(p => p.requires_grad));
    }

    [TestMethod]
    public void Fine_tuning_starts_from_the_pre_trained_network_with_a_new_classifier()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        // Learning rates so small that the weights stay where they began.
        var still = FineTuning.Cifar10.WithEpochs(1) with { BackboneLearningRate = 1e-30, ClassifierLearningRate = 1e-30, BatchSize = 16 };
        using ImageClassificationTransformer tuned = new FineTuner(ml, Trainer(), pretrained).Train(still, TestImages.Bytes(ml, 30), TrainingContext.Default);
        Dictionary<string, float[]> before = Read(pretrained);
        Dictionary<string, float[]> after = Read(tuned);
        foreach (string name in before.Keys.Where(n => n.EndsWith("weight", StringComparison.Ordinal) || n.EndsWith("bias", StringComparison.Ordinal)))
        {
            Assert.AreEqual(!name.Contains("classifier", StringComparison.Ordinal), before[name].SequenceEqual(after[name]), name);
        }
    }

    [TestMethod]
    public void After_a_probe_fine_tuning_starts_from_the_probe_s_classifier_and_the_pre_trained_normalization()
    {
        var normalization = new Normalization { Mean = [0.3, 0.31, 0.32], StandardDeviation = [0.2, 0.21, 0.22] };
        using ImageClassificationTransformer pretrained = Pretrain(normalization);
        var recipe = FineTuning.Cifar10Probed.WithEpochs(3) with { BackboneLearningRate = 1e-30, ClassifierLearningRate = 1e-30, BatchSize = 16 };
        IDataView rows = TestImages.Bytes(ml, 30);
        using ImageClassificationTransformer tuned = new FineTuner(ml, Trainer(), pretrained).Train(recipe, rows, TrainingContext.Default);
        Assert.AreEqual(normalization, tuned.Model.Normalization);
        ImageClassificationOptions probing = recipe.ApplyProbe(Options with { Normalization = normalization })!;
        using ImageClassificationTransformer probe = new ImageClassificationTrainer(ml, probing).Fit(rows, TrainingContext.Default, pretrained.Model);
        Dictionary<string, float[]> expected = Read(probe), after = Read(tuned), before = Read(pretrained);
        foreach (string name in expected.Keys.Where(n => n.EndsWith("weight", StringComparison.Ordinal) || n.EndsWith("bias", StringComparison.Ordinal)))
        {
            CollectionAssert.AreEqual(expected[name], after[name], name);
            Assert.AreEqual(!name.Contains("classifier", StringComparison.Ordinal), before[name].SequenceEqual(after[name]), name);
        }
    }

    // ASVP, tables 5 and 6.
    [TestMethod]
    [DataRow(nameof(FineTuning.Cifar10), 0, 130, 0.1, 0.1, 0.0)]
    [DataRow(nameof(FineTuning.Cifar10Probed), 10, 120, 0.1, 0.01, 0.0)]
    [DataRow(nameof(FineTuning.Cifar100), 0, 150, 0.1, 0.05, 0.0)]
    [DataRow(nameof(FineTuning.Cifar100Probed), 30, 120, 0.1, 0.01, 0.0)]
    [DataRow(nameof(FineTuning.ImageNet), 0, 50, 0.1, 0.01, 1e-4)]
    [DataRow(nameof(FineTuning.ImageNetProbed), 5, 45, 0.01, 0.01, 1e-4)]
    public void Recipes_hold_the_numbers_of_the_paper(string name, int probeEpochs, int epochs, double classifier, double backbone, double decay)
    {
        var recipe = (FineTuningRecipe)typeof(FineTuning).GetProperty(name)!.GetValue(null)!;
        Assert.AreEqual(
            (probeEpochs, epochs, classifier, backbone, decay, 128, 0.5),
            (recipe.ProbeEpochs, recipe.Epochs, recipe.ClassifierLearningRate, recipe.BackboneLearningRate, recipe.WeightDecay, recipe.BatchSize, recipe.ProbeLearningRate));
        Assert.AreEqual(probeEpochs > 0 ? "LP-FT" : "FT", recipe.Name);
        FineTuningRecipe shorter = recipe.WithEpochs(10);
        Assert.AreEqual(10, shorter.ProbeEpochs + shorter.Epochs);
        Assert.AreEqual((int)Math.Round(10.0 * probeEpochs / (probeEpochs + epochs)), shorter.ProbeEpochs, "a probe keeps its share");
    }

    [TestMethod]
    public void The_description_by_which_a_continued_run_is_compared_tells_each_number_of_a_recipe()
    {
        FineTuningRecipe recipe = FineTuning.Cifar10Probed;
        string[] descriptions =
        [
            .. new[]
            {
                recipe, recipe with { Epochs = 7 }, recipe with { ProbeEpochs = 7 }, recipe with { ClassifierLearningRate = 0.7 }, recipe with { BackboneLearningRate = 0.7 },
                recipe with { ProbeLearningRate = 0.7 }, recipe with { WeightDecay = 0.7 }, recipe with { BatchSize = 7 }, recipe with { MilestoneFractions = [0.7] },
            }.Select(FineTuningText.Describe),
        ];
        CollectionAssert.AllItemsAreUnique(descriptions);
        Assert.HasCount(typeof(FineTuningRecipe).GetProperties().Count(p => p.CanWrite) + 1, descriptions);
    }

    [TestMethod]
    public async Task What_a_proxy_chooses_is_what_it_says_of_the_pre_trained_features()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        var proxy = new FeatureProxyOptions { Epochs = 20, LearningRate = 0.1 };
        RetrainingMode mode = ml.ActiveLearning().Retraining.SelectionViaProxy(
            pretrained, new ProxyRetrainingOptions { Proxy = proxy, Recipe = FineTuning.Cifar10.WithEpochs(1) with { BatchSize = 16 } });
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(TestImages.Bytes(ml, 60), new PoolOptions { ClassNames = TestImages.Classes });
        var options = new LoopOptions { Strategy = ml.ActiveLearning().Strategies.Margin(), InitialSize = 12, QuerySize = 6, Budget = 24, Retraining = mode };
        List<Round> rounds = [];
        await foreach (Round round in ml.ActiveLearning().CreateLoop(pool, Trainer(), new SimulatedOracle(pool.Data, "Label"), options).RunAsync())
        {
            rounds.Add(round);
        }

        Assert.AreEqual(3, rounds.Count);
        HashSet<string> asked = [.. rounds.SelectMany(r => r.Query).Select(q => q.Id)];
        HashSet<int> labeled = [.. pool.GetEntries().Select(e => e.Id).Where(id => !asked.Contains(id)).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        FeatureProxyOptions own = proxy with { ClassNames = TestImages.Classes, Seed = SeededRandom.DeriveSeed(Options.Seed, "proxy") };
        foreach (Round round in rounds.SkipLast(1))
        {
            Assert.AreEqual(round.LabeledCount, labeled.Count);
            FeatureProxyTransformer trained = ml.ActiveLearning().Trainers.FeatureProxy(own).Fit(Features(labeled.Order()));
            IDataView scored = trained.Transform(Features(Enumerable.Range(0, 60).Except(labeled)));
            IDataView expected = ml.ActiveLearning().Select(scored, options.Strategy, querySize: 6);
            CollectionAssert.AreEqual(expected.GetColumn<int>("Id").Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray(), round.Query.Select(q => q.Id).ToArray());
            CollectionAssert.AreEqual(expected.GetColumn<float>("Utility").ToArray(), round.Query.Select(q => q.Utility).ToArray());
            labeled.UnionWith(expected.GetColumn<int>("Id"));
        }

        IDataView Features(IEnumerable<int> images) => pretrained.Transform(ml.Data.LoadFromEnumerable(
            images.Select(i => new TestImages.ByteRow { Id = i, Image = TestImages.Pixels(i), Label = TestImages.Classes[i % 3] }).ToList()));
    }

    [TestMethod]
    public void Recipes_set_what_the_papers_say()
    {
        ImageClassificationOptions tuning = FineTuning.Cifar100Probed.Apply(TestImages.Options);
        var optimizer = (SgdOptimizer)tuning.Optimizer;
        Assert.AreEqual((120, 0.1, 0.01, 0.9, 0.0, true), (tuning.Epochs, optimizer.LearningRate, optimizer.BackboneLearningRate, optimizer.Momentum, optimizer.WeightDecay, optimizer.Nesterov));
        ImageClassificationOptions probe = FineTuning.Cifar100Probed.ApplyProbe(TestImages.Options)!;
        Assert.AreEqual((30, 0.5, true), (probe.Epochs, probe.Optimizer.LearningRate, probe.FreezeBackbone));
        Assert.IsInstanceOfType<WarmupCosineSchedule>(probe.Schedule);
        Assert.IsNull(FineTuning.Cifar100.ApplyProbe(TestImages.Options));
        // lr_schedules.json, asvp_ft_imagenet
        ImageClassificationOptions imageNet = FineTuning.ImageNet.Apply(TestImages.Options);
        double[] rates = [.. new[] { 0, 29, 30, 39, 40, 49 }.Select(epoch => imageNet.Schedule.GetLearningRate(0.01, new TrainingClock(epoch, 50, epoch, 50)))];
        double[] expected = [0.01, 0.01, 0.001, 0.001, 0.0001, 0.0001];
        for (int i = 0; i < rates.Length; i++)
        {
            Assert.AreEqual(expected[i], rates[i], 1e-15);
        }
        Assert.AreEqual((1, 1), (FineTuning.Cifar10Probed.WithEpochs(2).ProbeEpochs, FineTuning.Cifar10Probed.WithEpochs(2).Epochs));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FineTuning.Cifar10Probed.WithEpochs(1));
    }

    [TestMethod]
    [DynamicData(nameof(AllModes))]
    public async Task A_run_stopped_at_any_phase_ends_as_one_that_was_not(string mode)
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        DirectoryInfo undisturbed = Directory.CreateTempSubdirectory("mlnet-al-retraining-");
        string[] expected = [.. await RunAsync(pretrained, mode, undisturbed.FullName, stopAt: int.MaxValue)];
        undisturbed.Delete(recursive: true);
        Assert.HasCount(3, expected);
        int stops = 0;
        for (int at = 1; ; at++)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-retraining-");
            bool stopped = false;
            try
            {
                await RunAsync(pretrained, mode, folder.FullName, at);
            }
            catch (InvalidOperationException e) when (e.Message == "stopped")
            {
                stopped = true;
                stops++;
            }
            if (stopped)
            {
                CollectionAssert.AreEqual(expected, await RunAsync(pretrained, mode, folder.FullName, int.MaxValue), $"stopped at {at}");
            }
            folder.Delete(recursive: true);
            if (!stopped)
            {
                break;
            }
        }
        Assert.IsTrue(stops > 8);
    }

    [TestMethod]
    public async Task A_proxy_chooses_without_the_network_and_time_is_told_by_phase()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        RetrainingMode mode = ml.ActiveLearning().Retraining.SelectionViaProxy(pretrained, new ProxyRetrainingOptions { Recipe = FineTuning.Cifar10.WithEpochs(1) with { BatchSize = 16 } });
        Assert.AreEqual("SVPp", mode.ToString());
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(TestImages.Bytes(ml, 60), new PoolOptions { ClassNames = TestImages.Classes });
        await foreach (Round round in Loop(pool, mode, folder: null, progress: null).RunAsync())
        {
            bool selects = round.Query.Count > 0;
            Assert.AreEqual(selects, round.Durations.ProxyTraining > TimeSpan.Zero);
            Assert.AreEqual(round.Number == 0, round.Durations.Features > TimeSpan.Zero);
            Assert.IsTrue(round.Durations.Training > TimeSpan.Zero);
            Assert.AreEqual("FT", round.Retraining!.Training);
        }
    }

    [TestMethod]
    public async Task Features_are_renewed_once_the_score_has_settled_and_models_are_then_fine_tuned()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-retraining-");
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(TestImages.Bytes(ml, 60), new PoolOptions { ClassNames = TestImages.Classes });
        ActiveLearningLoop loop = Loop(pool, ml.ActiveLearning().Retraining.AlignedSelectionViaProxy(pretrained, Aligned), folder.FullName, progress: null, budget: 36);
        List<RetrainingReport> reports = [];
        List<bool> computes = [];
        await foreach (Round round in loop.RunAsync())
        {
            reports.Add(round.Retraining!);
            computes.Add(round.Durations.Features > TimeSpan.Zero);
        }
        Assert.AreEqual("LP-FT,FT,FT,FT,FT", string.Join(',', reports.Select(r => r.Training)));
        Assert.AreEqual("0,0,1,1,1", string.Join(',', reports.Select(r => r.FeatureVersion)));
        Assert.AreEqual("FirstScore,ScoreSettled,UpdatesSpent,UpdatesSpent,", string.Join(',', reports.Select(r => r.Decision)));
        Assert.AreEqual(Math.Abs(reports[1].LogMe!.Value - reports[0].LogMe!.Value), reports[1].Difference!.Value, 0);
        CollectionAssert.AreEqual(new[] { true, true }, computes[..2]);
        float[] before = ReadFeatures(0), after = ReadFeatures(1);
        CollectionAssert.AreNotEqual(before, after);
        folder.Delete(recursive: true);

        float[] ReadFeatures(int version)
        {
            using var store = FeatureStore.Open(Path.Combine(folder.FullName, $"features-{version}.features"));
            Assert.AreEqual(60, store.Count);
            var values = new float[store.Description.Dimension];
            store.Read(0, values);
            return values;
        }
    }

    [TestMethod]
    public async Task Features_are_kept_without_alignment_of_features()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(TestImages.Bytes(ml, 60), new PoolOptions { ClassNames = TestImages.Classes });
        List<RetrainingReport> reports = [];
        await foreach (Round round in Loop(pool, ml.ActiveLearning().Retraining.AlignedSelectionViaProxy(pretrained, Aligned with { RenewsFeatures = false }), folder: null, progress: null).RunAsync())
        {
            reports.Add(round.Retraining!);
        }
        Assert.AreEqual("LP-FT,FT,FT", string.Join(',', reports.Select(r => r.Training)));
        Assert.AreEqual("0,0,0", string.Join(',', reports.Select(r => r.FeatureVersion)));
    }

    [TestMethod]
    public void Weights_of_a_file_become_a_network_to_start_from()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        string file = Path.Combine(Path.GetTempPath(), $"mlnet-al-{Guid.NewGuid():N}.safetensors");
        Dictionary<string, float[]> expected = Read(pretrained);
        PretrainedWeights.FromNetwork(pretrained.Model.Network, includeClassifier: false).Save(file);
        var trainer = new ImageClassificationTrainer(ml, Options with { InitialWeights = InitialWeights.FromFile(file), Seed = 5 });
        using ImageClassificationTransformer initial = trainer.CreateInitial(ml.Data.TakeRows(TestImages.Bytes(ml, 48), 2));
        File.Delete(file);
        foreach ((string name, float[] values) in Read(initial).Where(t => !t.Key.Contains("classifier", StringComparison.Ordinal)))
        {
            CollectionAssert.AreEqual(expected[name], values, name);
        }
    }

    [TestMethod]
    public void A_trainer_that_cannot_fine_tune_is_refused()
    {
        using ImageClassificationTransformer pretrained = Pretrain();
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(TestImages.Bytes(ml, 60), new PoolOptions { ClassNames = TestImages.Classes });
        RetrainingMode mode = ml.ActiveLearning().Retraining.FineTune(pretrained, FineTuning.Cifar10);
        ImageClassificationTrainer wider = new(ml, TestImages.Options with { Architecture = new TinyNet { Channels = 7 } });
        StringAssert.Contains(Refuse(wider), "same Architecture");
        StringAssert.Contains(Refuse(ml.ActiveLearning().Trainers.FeatureProxy()), "FeatureProxyTrainer");

        string Refuse(IEstimator<ITransformer> trainer) => Assert.ThrowsExactly<ArgumentException>(() => ml.ActiveLearning().CreateLoop(
            pool, trainer, new SimulatedOracle(pool.Data, "Label"), new LoopOptions { Strategy = ml.ActiveLearning().Strategies.Margin(), Budget = 20, Retraining = mode })).Message;
    }

    private static ImageClassificationOptions Options => TestImages.Options with { ClassNames = TestImages.Classes };

    private ImageClassificationTransformer Pretrain(Normalization? normalization = null) => new ImageClassificationTrainer(ml, TestImages.Options with { Seed = 77, Normalization = normalization }).Fit(TestImages.Bytes(ml, 48, first: 1000));

    private ImageClassificationTrainer Trainer() => new(ml, Options);

    // Clusters overlap whatever the features, any motion counts, and any difference has settled.
    private static AlignedProxyOptions Aligned => new()
    {
        Selection = new ProxyRetrainingOptions { Recipe = FineTuning.Cifar10.WithEpochs(2) with { BatchSize = 16 } },
        EarlyRecipe = FineTuning.Cifar10Probed.WithEpochs(2) with { BatchSize = 16 },
        Trigger = new AlignmentTriggerOptions { Threshold = 1e9, MostSettledIterations = 0, Motion = new PotentialEnergyOptions { RadiusFactor = 100 } },
    };

    private ActiveLearningLoop Loop(ActiveLearningPool pool, RetrainingMode mode, string? folder, IProgress<RoundProgress>? progress, int budget = 24) => ml.ActiveLearning().CreateLoop(
        pool,
        Trainer(),
        new SimulatedOracle(pool.Data, "Label"),
        new LoopOptions
        {
            Strategy = ml.ActiveLearning().Strategies.Badge(),
            InitialSize = 12,
            QuerySize = 6,
            Budget = budget,
            TestSet = TestImages.Bytes(ml, 30, first: 500),
            CheckpointFolder = folder,
            Retraining = mode,
            Progress = progress,
        });

    private async Task<List<string>> RunAsync(ImageClassificationTransformer pretrained, string mode, string folder, int stopAt)
    {
        RetrainingCatalog catalog = ml.ActiveLearning().Retraining;
        FineTuningRecipe recipe = (mode == "lp-ft" ? FineTuning.Cifar10Probed : FineTuning.Cifar10).WithEpochs(2) with { BatchSize = 16 };
        RetrainingMode retraining = mode switch
        {
            "svpp" => catalog.SelectionViaProxy(pretrained, new ProxyRetrainingOptions { Recipe = recipe }),
            "asvp" => catalog.AlignedSelectionViaProxy(pretrained, Aligned),
            _ => catalog.FineTune(pretrained, recipe),
        };
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(TestImages.Bytes(ml, 60), new PoolOptions { ClassNames = TestImages.Classes });
        List<string> rounds = [];
        await foreach (Round round in Loop(pool, retraining, folder, new Stop(stopAt)).RunAsync())
        {
            rounds.Add(FormattableString.Invariant($"{round.LabeledCount} {round.Metrics!.LogLoss:R} {round.Retraining} {string.Join(' ', round.Query.Select(q => FormattableString.Invariant($"{q.Id}:{q.Utility:R}")))}"));
        }
        return rounds;
    }

    private static Dictionary<string, float[]> Read(ImageClassificationTransformer model)
    {
        using var scope = NewDisposeScope();
        return model.Model.Network.state_dict().ToDictionary(t => t.Key, t => t.Value.detach().to(ScalarType.Float32).cpu().data<float>().ToArray());
    }

    private sealed class Stop(int at) : IProgress<RoundProgress>
    {
        private int steps;

        public void Report(RoundProgress value)
        {
            if (++steps == at)
            {
                throw new InvalidOperationException("stopped");
            }
        }
    }
}
