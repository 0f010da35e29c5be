using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Averages the weights of one model as its options say; does nothing if they say nothing.</summary>
internal sealed class WeightAverager(WeightAveraging? options, ImageClassificationModel model) : IDisposable
{
    private readonly WeightAverage average = new([.. model.Modules.SelectMany(m => m.parameters()).Where(p => p.requires_grad)]);

    /// <summary>Looks at an epoch's result; adds its weights to the average if averaging has begun or begins with it.</summary>
    public void FinishEpoch(double trainingAccuracy, Optimization optimization)
    {
        if (options is null || (average.Count == 0 && trainingAccuracy <= options.StartAccuracy))
        {
            return;
        }

        if (average.Count == 0)
        {
            optimization.StartAveraging(options);
        }

        average.Add();
    }

    /// <summary>Gives the model the averaged weights.</summary>
    /// <param name="passTrainingImages">Sends the training images once through the network, in train mode.</param>
    public void Apply(Action passTrainingImages)
    {
        if (average.Count == 0)
        {
            return;
        }

        average.Apply();
        using var statistics = new NormalizationStatistics(model.Network);
        if (!statistics.IsEmpty)
        {
            using var noGradients = no_grad();
            passTrainingImages();
            statistics.Apply();
        }
    }

    public void Dispose() => average.Dispose();
}
