using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Pretraining;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using Spectre.Console;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al pretrain</c>: pre-trains a network on images without labels.</summary>
internal static class PretrainCommand
{
    private static readonly ByolOptions Defaults = new();

    public static Command Create(IAnsiConsole console)
    {
        Option<string> data = Text("--data", DefaultJob.Data, "A folder or .zip of images, a published data set's folder, or 'synthetic'. Labels are not looked at.");
        Option<string> model = Text("--model", DefaultJob.Model, "The network, as for 'run'.");
        Option<int?> width = OptionalInteger("--width", $"Channels of the network's first stage. Default: {DefaultJob.Width}, as for 'run'.");
        Option<int> epochs = Integer("--epochs", Defaults.Epochs, "Times that training goes through the images.");
        Option<int> batch = Integer("--batch", Defaults.BatchSize, "Images of a mini-batch; each is seen twice.");
        Option<double> rate = Number("--lr", Defaults.Optimizer.LearningRate, "Learning rate at the start; it falls to 0 by a cosine.");
        Option<double> momentum = Number("--momentum", Defaults.TargetMomentum, "Momentum of the target network at the start; it rises to 1.");
        Option<int> hidden = Integer("--hidden", Defaults.HiddenSize, "Hidden units of projector and predictor.");
        Option<int> seed = Integer("--seed", 1, "Seed of all chance.");
        Option<int?> threads = OptionalInteger("--threads", "Threads of the tensor library. Default: the physical cores.");
        Option<string> output = Text("--output", "backbone.safetensors", "The file of weights; its state is kept in a folder beside it until it is finished, and the same command goes on.");
        var command = new Command("pretrain", "Pre-train a network on images without labels (BYOL); 'run --weights' starts from the result.")
        {
            data, model, width, epochs, batch, rate, momentum, hidden, seed, threads, output,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            console,
            result.GetRequiredValue(data),
            Path.GetFullPath(result.GetRequiredValue(output)),
            result.GetValue(threads) ?? PhysicalCores.Count,
            Defaults with
            {
                Architecture = ModelName.Read(result.GetRequiredValue(model), result.GetValue(width), DefaultJob.Width),
                Epochs = result.GetRequiredValue(epochs),
                BatchSize = result.GetRequiredValue(batch),
                Optimizer = new SgdOptimizer { LearningRate = result.GetRequiredValue(rate) },
                TargetMomentum = result.GetRequiredValue(momentum),
                HiddenSize = result.GetRequiredValue(hidden),
                Seed = (ulong)result.GetRequiredValue(seed),
            },
            cancellation)));
        return command;
    }

    private static int Run(IAnsiConsole console, string data, string output, int threads, ByolOptions options, CancellationToken cancellation)
    {
        if (threads < 1)
        {
            throw new BadArgumentsException($"--threads is {threads}; give at least 1.");
        }
        string state = $"{output}.state";
        ImageDataset images = RunCommand.OpenData(data);
        TorchRuntime.Start(threads);
        var ml = new MLContext(seed: 1);
        ByolPretrainer pretrainer = Create(ml, options with { CheckpointFolder = state });
        console.WriteLine($"pre-training {options.Architecture.Name} on {images.TrainCount} images of {images.Name}, {threads} threads; state in {state}");
        try
        {
            PretrainedWeights weights = pretrainer.Fit(images.Train, new Lines(console), cancellation);
            weights.Save(output);
            Directory.Delete(state, recursive: true);
            console.WriteLine($"wrote {output}, SHA-256 {weights.Hash}");
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.WriteLine($"Cancelled. Run the same command again to continue; the state is in {state}.");
            return ExitCode.Cancelled;
        }
        catch (InvalidOperationException e)
        {
            throw new BadArgumentsException(FailureText.OneLine(e.Message));
        }
    }

    private static ByolPretrainer Create(MLContext ml, ByolOptions options)
    {
        try
        {
            return ml.ActiveLearning().Pretraining.Byol(options);
        }
        catch (ArgumentException e)
        {
            throw new BadArgumentsException(FailureText.OneLine(e.Message));
        }
    }

    private sealed class Lines(IAnsiConsole console) : IProgress<PretrainingProgress>
    {
        public void Report(PretrainingProgress value) => console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}/{value.EpochCount}: loss {value.Loss:F4}, spread {value.Spread:F3}, {value.ImagesPerSecond:F0} images/s"));
    }
}
