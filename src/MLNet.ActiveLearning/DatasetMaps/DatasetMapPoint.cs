namespace MLNet.ActiveLearning.DatasetMaps;

/// <summary>A training sample on a dataset map.</summary>
/// <param name="Position">Its position in the training view, from 0.</param>
/// <param name="Label">Its class index.</param>
/// <param name="Confidence">Mean over the epochs of the probability p(y) of its label, in [0, 1].</param>
/// <param name="Variability">Population standard deviation of p(y) over the epochs, in [0, 0.5].</param>
/// <param name="CorrectEpochs">Epochs in which the label was the most probable class.</param>
/// <param name="EpochCount">Epochs E that count.</param>
/// <param name="ForgettingEvents">Changes from correct to incorrect between epochs; <see cref="NeverLearned"/> if it was never correct.</param>
public sealed record DatasetMapPoint(int Position, int Label, double Confidence, double Variability, int CorrectEpochs, int EpochCount, int ForgettingEvents)
{
    /// <summary>The forgetting events of a sample that was never predicted correctly, as in the released code: 1000.</summary>
    public const int NeverLearned = 1000;

    /// <summary>Correctness: the share of epochs predicted correctly, in [0, 1].</summary>
    public double Correctness => (double)CorrectEpochs / EpochCount;

    /// <summary><c>confidence (1 - confidence)</c>, in [0, 0.25]: largest where the model was undecided on average.</summary>
    public double ThresholdCloseness => Confidence * (1 - Confidence);

    /// <summary>Variability with the confidence interval of the released code, <c>sqrt(v + v^2 / (E - 1))</c> with the variance v; NaN for one epoch.</summary>
    public double VariabilityWithInterval
    {
        get
        {
            double variance = Variability * Variability;
            return EpochCount > 1 ? Math.Sqrt(variance + (variance * variance / (EpochCount - 1))) : double.NaN;
        }
    }

    /// <summary>The difficulty by confidence.</summary>
    public Difficulty Difficulty => DifficultyRule.ByConfidence(Confidence);
}
