namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class BadArgumentsTests
{
    [TestMethod]
    [DataRow("rum", "There is no command 'rum'. Did you mean 'run'? 'mlnet-al --help' lists what there is.")]
    [DataRow("run --querry 3", "There is no option '--querry'. Did you mean '--query'? 'mlnet-al run --help' lists what there is.")]
    [DataRow("run more", "There is no argument 'more'. 'mlnet-al run --help' lists what there is.")]
    [DataRow("run --rounds two", "--rounds is 'two'; give a whole number.")]
    [DataRow("run --rounds 0", "--rounds is 0; give at least 1.")]
    [DataRow("run --start 1", "--start is 1; give at least 2.")]
    [DataRow("run --query 0", "--query is 0; give at least 1.")]
    [DataRow("run --epochs 0", "--epochs is 0; give at least 1.")]
    [DataRow("run --batch 1", "--batch is 1; give at least 2.")]
    [DataRow("run --lr 0", "--lr is 0; give a number greater than 0, for example 0.1.")]
    [DataRow("run --lr fast", "--lr is 'fast'; give a number such as 0.1.")]
    [DataRow("run --lr", "Required argument missing for option: '--lr'.")]
    [DataRow("run --threads 0", "--threads is 0; give at least 1.")]
    [DataRow("run --test-limit 0", "--test-limit is 0; give at least 1.")]
    [DataRow("run --seeds 0", "--seeds is '0'; give a number of seeds from 1 to 1000, or a list such as 1,2,3.")]
    [DataRow("run --seeds 1,x", "--seeds holds 'x'; seeds are whole numbers, 0 or more, such as 1,2,3.")]
    [DataRow("run --seeds 1,1", "--seeds names a seed twice: 1,1.")]
    [DataRow("run --strategies ,", "--strategies names no strategy; 'mlnet-al strategies' lists them.")]
    [DataRow("run --strategies random,random", "--strategies names a strategy twice: random,random.")]
    [DataRow("run --strategies random,entropi", "There is no strategy 'entropi'. Did you mean 'entropy'? 'mlnet-al strategies' lists them.")]
    [DataRow("run --strategies wizardry", "There is no strategy 'wizardry'. 'mlnet-al strategies' lists them.")]
    [DataRow("run --optimizer sdg", "--optimizer is 'sdg'; give sgd, adam or rmsprop. Did you mean 'sgd'?")]
    [DataRow("run --augmentation yes", "--augmentation is 'yes'; give on, crop or off.")]
    [DataRow("run --swa-start 1", "WeightAveraging.StartAccuracy is 1; give a share of at least 0 and less than 1, for example 0.95.")]
    [DataRow("run --model resnet19", "There is no model 'resnet19'. Did you mean 'resnet18'? Known: resnet18, resnet34, resnet50, resnet18-imagenet, resnet34-imagenet, resnet50-imagenet, vgg11, vgg13, vgg16, vgg19, dla, shake-shake14, shake-shake26, mnist-net, drn-d-22.")]
    [DataRow("run --width 2", "Width of ResNet is 2; use 4 or more, 64 is the published network.")]
    [DataRow("run --candidates 5 --query 10", "--candidates 5 is less than --query 10; a query is chosen among the candidates.")]
    [DataRow("run --query 5000 --rounds 4 --start 1000", "--query 5000 with --rounds 4 and --start 1000 needs 16000 labels; the pool holds 6000.")]
    public async Task A_bad_argument_gets_one_line(string arguments, string message)
    {
        (int code, string output, string error) = await Shell.RunAsync(arguments);
        Assert.AreEqual($"mlnet-al: {message}{Environment.NewLine}", error);
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output));
    }

    [TestMethod]
    public async Task Missing_data_get_one_line_with_the_whole_path()
    {
        (int code, _, string error) = await Shell.RunAsync("run --data no-such-place");
        StringAssert.StartsWith(error, $"mlnet-al: --data: There is no file or folder '{Path.GetFullPath("no-such-place")}'.");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
    }

    [TestMethod]
    public async Task A_folder_without_data_gets_one_line()
    {
        string folder = Directory.CreateTempSubdirectory("empty").FullName;
        (int code, _, string error) = await Shell.RunAsync($"run --data {folder}");
        StringAssert.StartsWith(error, $"mlnet-al: --data: No data set was recognised in '{folder}'. The folder is empty.");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        Directory.Delete(folder);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("--help")]
    [DataRow("run --help")]
    [DataRow("--version")]
    public async Task Help_and_version_are_no_errors(string arguments)
    {
        (int code, string output, string error) = await Shell.RunAsync(arguments);
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        Assert.AreNotEqual("", output);
    }
}
