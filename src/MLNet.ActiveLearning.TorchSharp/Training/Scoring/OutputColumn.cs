using MLNet.ActiveLearning.Architectures;

namespace MLNet.ActiveLearning.Training;

/// <summary>What an output column shows.</summary>
internal enum OutputKind
{
    PredictedLabel,
    Score,
    Embedding,
    Head,
    Signal,
}

/// <summary>A column that the model appends.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Length of the vector, or 0 for a single number.</param>
/// <param name="Source">Which head or signal it is from, for columns of these.</param>
/// <param name="Part">Which of the head's or signal's columns it is.</param>
internal sealed record OutputColumn(OutputKind Kind, string Name, int Size, int Source = 0, int Part = 0)
{
    /// <summary>The dimensions of the vector.</summary>
    public IReadOnlyList<int> Dimensions { get; init; } = [Size];

    /// <summary>The columns of a model, in their order.</summary>
    public static OutputColumn[] Of(ImageClassificationOptions options, NetworkSpec spec, int embeddingSize)
    {
        List<OutputColumn> columns =
        [
            new(OutputKind.PredictedLabel, Signals.SignalNames.PredictedLabel, 0),
            new(OutputKind.Score, Signals.SignalNames.Score, spec.ClassCount),
            new(OutputKind.Embedding, Signals.SignalNames.Embedding, embeddingSize),
        ];
        for (int head = 0; head < options.Heads.Count; head++)
        {
            IReadOnlyList<Heads.HeadColumn> parts = options.Heads[head].GetColumns(spec.ClassCount);
            for (int part = 0; part < parts.Count; part++)
            {
                columns.Add(new(OutputKind.Head, parts[part].Name, parts[part].Size, head, part));
            }
        }

        for (int signal = 0; signal < options.Signals.Count; signal++)
        {
            IReadOnlyList<Signals.ScoringColumn> parts = options.Signals[signal].GetColumns(spec);
            for (int part = 0; part < parts.Count; part++)
            {
                IReadOnlyList<int> dimensions = parts[part].Dimensions;
                int size = dimensions.Count == 0 ? 0 : dimensions.Aggregate(1, (product, length) => checked(product * length));
                columns.Add(new(OutputKind.Signal, parts[part].Name, size, signal, part) { Dimensions = dimensions });
            }
        }

        return [.. columns];
    }
}
