using System.CommandLine;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class RunSettingsTests
{
    [TestMethod]
    public void Without_options_it_is_the_default_job()
    {
        RunSettings settings = Read("");
        Assert.AreEqual((DefaultJob.Data, DefaultJob.Rounds, DefaultJob.Start, DefaultJob.Query), (settings.Data, settings.Rounds, settings.Start, settings.Query));
        Assert.AreEqual(DefaultJob.Strategies, string.Join(',', settings.Strategies.Select(s => s.Name)));
        CollectionAssert.AreEqual(new ulong[] { 1, 2 }, settings.Seeds.ToArray());
        Assert.AreEqual(DefaultJob.SyntheticTestLimit, settings.TestLimit);
    }

    [TestMethod]
    public void Other_data_are_measured_and_scored_whole() =>
        Assert.AreEqual((null, null), (Read("--data birds.zip").TestLimit, Read("--data birds.zip").Candidates));

    [TestMethod]
    [DataRow("--model resnet18", "resnet18-w8")]
    [DataRow("--model resnet18-w32", "resnet18-w32")]
    [DataRow("--model resnet18-d0.5", "resnet18-w8-d0.5")]
    [DataRow("--model resnet18-w32 --width 16", "resnet18-w16")]
    [DataRow("--model RESNET50 --width 64", "resnet50")]
    [DataRow("--model vgg11", "vgg11-w8")]
    [DataRow("--model dla --width 64", "dla")]
    [DataRow("--model shake-shake14 --width 32", "shake-shake14")]
    [DataRow("--model mnist-net-w16", "mnist-net-w16")]
    public void A_width_comes_from_the_option_or_the_name_or_the_default(string arguments, string expected) =>
        Assert.AreEqual(expected, Read(arguments).Training.Architecture.Name);

    [TestMethod]
    public void Every_training_option_arrives()
    {
        ImageClassificationOptions training =
            Read("--epochs 7 --batch 20 --lr 0.01 --optimizer adam --schedule cosine --augmentation off --stopping distil --device cpu").Training;
        Assert.AreEqual((7, 20, ComputeDevice.Cpu), (training.Epochs, training.BatchSize, training.Device));
        Assert.AreEqual(new AdamOptimizer { LearningRate = 0.01 }, training.Optimizer);
        Assert.AreEqual<LearningRateSchedule>(new CosineSchedule(), training.Schedule);
        Assert.AreEqual<Augmentation>(new NoAugmentation(), training.Augmentation);
        Assert.AreEqual<StoppingRule>(new DistilStopping(), training.Stopping);
        Assert.AreEqual((null, null), (training.WeightAveraging, training.Normalization));
        training = Read("--augmentation crop --normalization mnist --swa-start 0.9").Training;
        Assert.AreEqual<Augmentation>(new FlipAndCrop { FlipProbability = 0 }, training.Augmentation);
        Assert.AreEqual((new WeightAveraging { StartAccuracy = 0.9 }, Normalization.Mnist), (training.WeightAveraging, training.Normalization));
        Assert.AreEqual(RetrainingWord.Update, Read("--retraining update").Retraining);
        Assert.AreEqual(RetrainingWord.SubsetTraining, Read("--retraining grad-match").Retraining);
    }

    [TestMethod]
    public void Subset_training_chooses_anew_at_the_published_share_of_the_epochs()
    {
        int[] every = [.. new[] { 300, 60, 20, 1 }.Select(epochs => RetrainingFactory.CreateSubsetOptions(epochs).ReselectEvery)];
        CollectionAssert.AreEqual(new[] { 35, 7, 2, 1 }, every);
    }

    [TestMethod]
    public void The_same_settings_have_the_same_folder_and_others_another()
    {
        string folder = Read("").OutputFolder;
        Assert.AreEqual(folder, Read("--seeds 5 --strategies random --quiet").OutputFolder, "Seeds and strategies can be added.");
        StringAssert.StartsWith(folder, Path.Combine("runs", "synthetic-"));
        string[] others = ["--query 99", "--epochs 3", "--width 16", "--threads 7", "--test-limit 10", "--retraining update", "--data other",
            "--swa-start 0.9", "--swa-start 0.95", "--normalization data", "--normalization cifar", "--augmentation crop", "--augmentation off"];
        Assert.AreEqual(others.Length + 1, others.Select(o => Read(o).OutputFolder).Append(folder).Distinct().Count());
    }

    private static RunSettings Read(string arguments)
    {
        var options = new RunOptions();
        var command = new RootCommand();
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }
        return options.Read(command.Parse(arguments));
    }
}
