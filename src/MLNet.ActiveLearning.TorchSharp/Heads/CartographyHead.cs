using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Heads;

/// <summary>CAL: after training, a small classifier on the embedding tells samples that were learnt from those that were not.</summary>
/// <remarks>
/// <para>
/// During training it counts, for each sample, the epochs in which the classifier predicted it correctly (train mode, augmented). At the
/// end the share is rounded to fifths, samples up to <see cref="Threshold"/> are not learnt, and a logistic regression learns the
/// difference from the final model's embeddings of the images without augmentation. The network is trained as without the head.
/// </para>
/// <para>
/// If all samples are learnt, or none is, there is nothing to tell apart: the column is then <c>1 - H(p) / (2 ln C)</c>, so that
/// the strategy ranks by the classifier's entropy, and training says so. Column: <c>LearnedProbability</c>, in [0, 1]; near 0.5 is worth labelling.
/// Cost: one pass over the training images, and <c>4 N (D + 2)</c> bytes. Zhang, Plank, Findings of EMNLP 2021; see docs/strategies/cartography.md.
/// </para>
/// </remarks>
public sealed record CartographyHead : TrainingHead
{
    /// <inheritdoc/>
    public override string Name => "cartography";

    /// <summary>The correctness, in fifths, up to which a sample counts as not learnt.</summary>
    /// <value>Default 0.2. Range: [0, 1).</value>
    public double Threshold { get; init; } = Cartography.DefaultThreshold;

    /// <summary>How the classifier is trained.</summary>
    public CartographyTraining Training { get; init; } = new();

    /// <summary>Name of the column with the probability that a sample would be learnt.</summary>
    /// <value>Default <c>"LearnedProbability"</c>.</value>
    public string LearnedProbabilityColumnName { get; init; } = SignalNames.LearnedProbability;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Threshold is >= 0 and < 1 ? Array.Empty<string>() : [$"Threshold of CartographyHead is {Threshold}; use a number from 0 to below 1."],
        .. Training is null ? ["Training of CartographyHead is null; leave it out to get its default."] : Training.FindProblems(),
        .. string.IsNullOrWhiteSpace(LearnedProbabilityColumnName)
            ? ["LearnedProbabilityColumnName of CartographyHead is empty; give the column a name."]
            : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> GetColumns(int classCount) => [new HeadColumn(LearnedProbabilityColumnName, 0)];

    /// <inheritdoc/>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        return new CartographyModule(this, network.EmbeddingSize, spec.ClassCount);
    }
}
