using System.Text.Json;
using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Saving;
using MLNet.ActiveLearning.Signals;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>The parts of a saved image classifier: a description in JSON, and the weights of each module in TorchSharp's own format.</summary>
internal static class ImageClassificationModelFile
{
    private const int FormatVersion = 1;
    private const string DescriptionPart = "model.json";
    private const string NetworkPart = "network.dat";

    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new RecordConverter<Architecture>(), new RecordConverter<TrainingHead>(), new RecordConverter<ScoringSignal>(),
            new RecordConverter<TrainingOptimizer>(), new RecordConverter<LearningRateSchedule>(), new RecordConverter<StoppingRule>(), new RecordConverter<Augmentation>(),
        },
    };

    /// <summary>The options on one line, with the types of their parts.</summary>
    public static string Describe(ImageClassificationOptions options) =>
        JsonSerializer.Serialize(options, Json);

    public static void Write(ImageClassificationModel model, IModelWriter writer)
    {
        using (Stream stream = writer.CreatePart(DescriptionPart))
        {
            var description = new Description(FormatVersion, model.Options, model.Spec, model.ClassNames, model.Normalization);
            JsonSerializer.Serialize(stream, description, Json);
        }

        WriteWeights(model.Network, writer, NetworkPart);
        for (int i = 0; i < model.Heads.Count; i++)
        {
            WriteWeights(model.Heads[i], writer, HeadPart(i));
        }
    }

    /// <exception cref="InvalidDataException">A part is missing, damaged or of a later format version.</exception>
    public static ImageClassificationModel Read(MLContext context, IModelSource source)
    {
        Description description = ReadDescription(source);
        Device device = TorchDevice.Choose(context, description.Options.Device);

        // Building draws initial weights, which are overwritten at once; the scope keeps the caller's random numbers as they were.
        using var seed = TorchSeed.Use(0);
        var model = new ImageClassificationModel(
            description.Options, description.Spec, description.ClassNames, description.Normalization, CPU);
        try
        {
            ReadWeights(model.Network, source, NetworkPart);
            for (int i = 0; i < model.Heads.Count; i++)
            {
                ReadWeights(model.Heads[i], source, HeadPart(i));
            }

            model.MoveTo(device);
            model.SetMode(training: false);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static string HeadPart(int index) => FormattableString.Invariant($"head-{index}.dat");

    private static Description ReadDescription(IModelSource source)
    {
        using Stream stream = source.OpenPart(DescriptionPart);
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            int version = document.RootElement.GetProperty(nameof(Description.FormatVersion)).GetInt32();
            if (version > FormatVersion)
            {
                throw new InvalidDataException(
                    $"The model has format version {version}; this library reads versions up to {FormatVersion}. Use a later version of the library.");
            }

            Description description = document.Deserialize<Description>(Json)!;
            ImageClassificationOptionsValidator.ThrowIfInvalid(description.Options);
            return description;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"The description of the model is damaged: {exception.Message}", exception);
        }
    }

    private static void WriteWeights(nn.Module module, IModelWriter writer, string part)
    {
        // Through memory: the library's writer closes the stream it is given.
        using var memory = new MemoryStream();
        module.save(memory);
        using Stream stream = writer.CreatePart(part);
        stream.Write(memory.ToArray());
    }

    private static void ReadWeights(nn.Module module, IModelSource source, string part)
    {
        using Stream stream = source.OpenPart(part);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        try
        {
            module.load(memory);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The weights in part '{part}' are damaged or do not fit the network: {exception.Message}", exception);
        }
    }

    private sealed record Description(
        int FormatVersion, ImageClassificationOptions Options, NetworkSpec Spec, IReadOnlyList<string> ClassNames, Normalization Normalization);
}
