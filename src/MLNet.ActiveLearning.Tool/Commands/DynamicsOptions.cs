using System.CommandLine;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Training;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The options of <c>dynamics</c>, named as those of <c>run</c>.</summary>
internal sealed class DynamicsOptions
{
    private const int DefaultHeldOut = 1000;

    private readonly Option<string> data = Text("--data", DefaultJob.Data, "A folder or .zip of images by class, a published data set's folder, or 'synthetic'.");
    private readonly Option<int> start = Integer("--start", DefaultJob.Start, "Images to train on, drawn at random.");
    private readonly Option<int> testLimit = Integer("--test-limit", DefaultHeldOut, "Held-out images, drawn at random from the test images.");
    private readonly Option<string> model = Text("--model", DefaultJob.Model, "The network, as in 'run'.");
    private readonly Option<int?> width = OptionalInteger("--width", $"Channels of the network's first stage. Default: {DefaultJob.Width}.");
    private readonly Option<int> epochs = Integer("--epochs", DefaultJob.Epochs, "Times that training goes through the images.");
    private readonly Option<int> batch = Integer("--batch", DefaultJob.Batch, "Images of a mini-batch.");
    private readonly Option<double> learningRate = Number("--lr", DefaultJob.LearningRate, "Learning rate at the start; a tenth of it after 80 % of the epochs.");
    private readonly Option<string> target = TidalChoices.CreateTarget();
    private readonly Option<string> direction = TidalChoices.CreateDirection();
    private readonly Option<int> seed = Integer("--seed", 1, "The seed of all chance.");
    private readonly Option<int?> threads = OptionalInteger("--threads", "Threads of the tensor library. Default: the physical cores.");
    private readonly Option<string> output = Text("--output", Path.Combine("runs", "dynamics"), "Folder of the tables and charts.");

    public IReadOnlyList<Option> All => [data, start, testLimit, model, width, epochs, batch, learningRate, target, direction, seed, threads, output];

    /// <exception cref="BadArgumentsException">A value cannot be used.</exception>
    public DynamicsSettings Read(ParseResult result)
    {
        var settings = new DynamicsSettings
        {
            Data = result.GetRequiredValue(data),
            Labels = result.GetRequiredValue(start),
            HeldOut = result.GetRequiredValue(testLimit),
            Training = new ImageClassificationOptions
            {
                Architecture = ModelName.Read(result.GetRequiredValue(model), result.GetValue(width), DefaultJob.Width),
                Epochs = result.GetRequiredValue(epochs),
                BatchSize = result.GetRequiredValue(batch),
                Optimizer = new SgdOptimizer { LearningRate = result.GetRequiredValue(learningRate) },
                Seed = (ulong)Math.Max(0, result.GetRequiredValue(seed)),
            },
            Target = TidalChoices.Targets.Read(result.GetRequiredValue(target)),
            Direction = TidalChoices.Directions.Read(result.GetRequiredValue(direction)),
            Threads = result.GetValue(threads) ?? PhysicalCores.Count,
            Output = result.GetRequiredValue(output),
        };
        return settings.Threads >= 1 && settings.Training.Epochs >= 1
            ? settings
            : throw new BadArgumentsException($"--threads is {settings.Threads} and --epochs is {settings.Training.Epochs}; give at least 1 of each.");
    }
}
