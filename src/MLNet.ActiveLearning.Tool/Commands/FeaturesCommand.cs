using System.CommandLine;
using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using Spectre.Console;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al features</c>: computes what a model's backbone says about each image, once, and keeps it.</summary>
internal static class FeaturesCommand
{
    private static readonly Choice<FeatureType> Types = new("--type", ("float32", FeatureType.FullPrecision), ("float16", FeatureType.HalfPrecision));
    private static readonly Choice<(bool Pool, bool Test)> Parts = new("--part", ("pool", (true, false)), ("test", (false, true)), ("all", (true, true)));

    public static Command Create(IAnsiConsole console)
    {
        Option<string> data = Text("--data", DefaultJob.Data, "A folder or .zip of images by class, a published data set's folder, or 'synthetic'.");
        Option<string?> model = OptionalText("--model-file", "The model, as ActiveLearning().Save wrote it.");
        Option<string?> weights = OptionalText("--weights", "Instead of a model: pre-trained weights (.safetensors, .pth), of 'pretrain' for example.");
        Option<string> network = Text("--model", DefaultJob.Model, "The network of --weights, as for 'run'.");
        Option<int?> width = OptionalInteger("--width", $"Channels of that network's first stage. Default: {DefaultJob.Width}, as for 'run'.");
        Option<string?> output = OptionalText("--output", "The feature file. Images that it has already are left out; it is refused if it belongs to another model.");
        Option<string> type = Text("--type", "float32", $"How a number is kept: {Types.Listed}");
        Option<string> part = Text("--part", "pool", $"Which images: {Parts.Listed}");
        Option<int?> threads = OptionalInteger("--threads", "Threads of the tensor library. Default: the physical cores.");
        var command = new Command("features", "Compute the features of a data set's images once and keep them, for selection without the model.")
        {
            data, model, weights, network, width, output, type, part, threads,
        };
        command.SetAction((result, cancellation) =>
        {
            (string? file, string? initial) = (result.GetValue(model), result.GetValue(weights));
            if (file is null == initial is null)
            {
                throw new BadArgumentsException("Name what computes the features: --model-file model.zip, or --weights backbone.safetensors with --model and --width.");
            }
            Architecture architecture = ModelName.Read(result.GetRequiredValue(network), result.GetValue(width), DefaultJob.Width);
            return Task.FromResult(Run(
                console,
                result.GetRequiredValue(data),
                (ml, images) => file is not null ? LoadModel(ml, file) : CreateModel(ml, images, architecture, initial!),
                result.GetValue(output) ?? throw new BadArgumentsException("Name the file of the features: --output pool.features."),
                Types.Read(result.GetRequiredValue(type)),
                Parts.Read(result.GetRequiredValue(part)),
                result.GetValue(threads) ?? PhysicalCores.Count,
                cancellation));
        });
        return command;
    }

    private static int Run(
        IAnsiConsole console,
        string data,
        Func<MLContext, ImageDataset, ITransformer> getModel,
        string output,
        FeatureType type,
        (bool Pool, bool Test) part,
        int threads,
        CancellationToken cancellation)
    {
        if (threads < 1)
        {
            throw new BadArgumentsException($"--threads is {threads}; give at least 1.");
        }
        ImageDataset images = RunCommand.OpenData(data);
        TorchRuntime.Start(threads);
        var ml = new MLContext(seed: 1);
        ITransformer model = getModel(ml, images);
        var options = new FeatureOptions
        {
            Type = type,
            Preprocessing = $"images of {images.Channels} x {images.Height} x {images.Width}, not varied",
            SegmentRows = 512,
            CancellationToken = cancellation,
        };
        foreach (IDataView rows in new[] { part.Pool ? images.Train : null, part.Test ? images.Test : null }.OfType<IDataView>())
        {
            try
            {
                using FeatureStore store = ml.ActiveLearning().Features.Append(output, model, rows, options);
                console.WriteLine(FormattableString.Invariant(
                    $"{output}: {store.Count} rows of {store.Description.Dimension} features ({store.Description.Type}), model {store.Description.ModelHash}"));
            }
            catch (Exception e) when (e is InvalidOperationException or InvalidDataException or ArgumentException && !e.Message.StartsWith("Bug in", StringComparison.Ordinal))
            {
                throw new BadArgumentsException(FailureText.OneLine(e.Message));
            }
        }
        return ExitCode.Done;
    }

    private static ImageClassificationTransformer CreateModel(MLContext ml, ImageDataset images, Architecture architecture, string weights)
    {
        try
        {
            return ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
            {
                Architecture = architecture,
                ClassNames = images.ClassNames,
                InitialWeights = InitialWeights.FromFile(weights),
            }).CreateInitial(ml.Data.TakeRows(images.Train, 2));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--weights: {FailureText.OneLine(e.Message)}");
        }
    }

    private static ITransformer LoadModel(MLContext ml, string path)
    {
        try
        {
            return ml.ActiveLearning().Load(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--model-file: {FailureText.OneLine(e.Message)}");
        }
    }
}
