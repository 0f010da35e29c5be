using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>What the user asked <c>dynamics</c> for.</summary>
internal sealed record DynamicsSettings
{
    public required string Data { get; init; }

    public required int Labels { get; init; }

    public required int HeldOut { get; init; }

    public required ImageClassificationOptions Training { get; init; }

    public DynamicsTarget Target { get; init; }

    public DivergenceDirection Direction { get; init; }

    public required int Threads { get; init; }

    public required string Output { get; init; }

    /// <summary>The data set with as many training and test images as asked for.</summary>
    /// <exception cref="BadArgumentsException">The data cannot be read or are too few.</exception>
    public ImageDataset Open()
    {
        ImageDataset images;
        try
        {
            images = ImageDatasets.Open(Data);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--data: {FailureText.OneLine(e.Message)}");
        }
        Require("--start", Labels, 2, images.TrainCount);
        Require("--test-limit", HeldOut, 1, images.TestCount);
        return TrainingSubset.Draw(TestSubset.Draw(images, HeldOut), Labels, Training.Seed);
    }

    private static void Require(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new BadArgumentsException($"{option} is {value}; give {least} to {most} for these data.");
        }
    }
}
