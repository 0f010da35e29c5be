namespace MLNet.ActiveLearning.DatasetMaps;

/// <summary>A dataset map: how each training sample fared over the epochs of a training.</summary>
/// <remarks>
/// High confidence and low variability: easy to learn; high variability: ambiguous; low confidence and low variability: hard to learn,
/// often wrongly labelled. Pure, O(N E), sums in double precision.
/// Swayamdipta et al., "Dataset Cartography", EMNLP 2020; forgetting events: Toneva et al., ICLR 2019.
/// </remarks>
public sealed class DatasetMap
{
    private DatasetMap(IReadOnlyList<DatasetMapPoint> points, IReadOnlyList<double> epochAccuracies)
    {
        Points = points;
        EpochAccuracies = epochAccuracies;
    }

    /// <summary>One point a sample, by position.</summary>
    public IReadOnlyList<DatasetMapPoint> Points { get; }

    /// <summary>The share of samples predicted correctly in each epoch, of all epochs.</summary>
    public IReadOnlyList<double> EpochAccuracies { get; }

    /// <summary>Computes a map.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="probabilities">E arrays of N: the probability of each sample's label in an epoch.</param>
    /// <param name="isCorrect">E arrays of N: whether the label was the most probable class.</param>
    /// <param name="epochs">How many epochs count, from the first; null for all. More than there are means all.</param>
    /// <exception cref="ArgumentException">No epoch, lengths that differ, or a number that is no probability.</exception>
    public static DatasetMap Create(
        IReadOnlyList<int> labels, IReadOnlyList<float[]> probabilities, IReadOnlyList<bool[]> isCorrect, int? epochs = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(isCorrect);
        Check(labels.Count, probabilities, isCorrect, epochs);
        int counted = Math.Min(epochs ?? probabilities.Count, probabilities.Count);
        return new DatasetMap(
            [.. labels.Select((label, i) => CreatePoint(i, label, probabilities, isCorrect, counted))],
            [.. isCorrect.Select(epoch => (double)epoch.Count(c => c) / Math.Max(1, labels.Count))]);
    }

    private static DatasetMapPoint CreatePoint(int position, int label, IReadOnlyList<float[]> probabilities, IReadOnlyList<bool[]> isCorrect, int epochs)
    {
        double mean = 0;
        int correct = 0, forgotten = 0;
        for (int e = 0; e < epochs; e++)
        {
            mean += probabilities[e][position];
            correct += isCorrect[e][position] ? 1 : 0;
            forgotten += e > 0 && isCorrect[e - 1][position] && !isCorrect[e][position] ? 1 : 0;
        }

        mean /= epochs;
        double squares = 0;
        for (int e = 0; e < epochs; e++)
        {
            double difference = probabilities[e][position] - mean;
            squares += difference * difference;
        }

        return new DatasetMapPoint(
            position, label, mean, Math.Sqrt(squares / epochs), correct, epochs, correct == 0 ? DatasetMapPoint.NeverLearned : forgotten);
    }

    private static void Check(int count, IReadOnlyList<float[]> probabilities, IReadOnlyList<bool[]> isCorrect, int? epochs)
    {
        if (epochs < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "A map needs at least 1 epoch; give 1 or more, or null for all.");
        }

        if (probabilities.Count == 0 || probabilities.Count != isCorrect.Count)
        {
            throw new ArgumentException($"There are probabilities of {probabilities.Count} epochs and predictions of {isCorrect.Count}; give as many, at least 1.");
        }

        for (int e = 0; e < probabilities.Count; e++)
        {
            if (probabilities[e].Length != count || isCorrect[e].Length != count)
            {
                throw new ArgumentException($"Epoch {e} has {probabilities[e].Length} probabilities and {isCorrect[e].Length} predictions for {count} samples; give one a sample.");
            }

            int wrong = Array.FindIndex(probabilities[e], p => !(p >= 0 && p <= 1.0001f));
            if (wrong >= 0)
            {
                throw new ArgumentException($"Sample {wrong} has the probability {probabilities[e][wrong]} in epoch {e}; each must lie in [0, 1] (NaN: the sample was not seen in that epoch).");
            }
        }
    }
}
