using MLNet.ActiveLearning.Architectures;

namespace MLNet.ActiveLearning.Heads;

/// <summary>COD, the semi-supervised loss of TOD: a second output and a slow average of the network keep the outputs on unlabelled images from wandering.</summary>
/// <remarks>
/// <para>
/// With logits s of the classifier, v of a second linear layer on the same embedding, and t of the teacher's classifier, on the labelled batch L and
/// a batch U of as many unlabelled images, MSE being the mean over all elements:
/// <c>w (MSE(s_L, v_L) + MSE(s_U, v_U) + MSE(v_L, t_L) + MSE(v_U, t_U))</c>. The teacher starts from initial weights of its own, and after step n, from
/// 1, is <c>theta' = a theta' + (1 - a) theta</c> with <c>a = min(1 - 1 / (n + 1), 0.999)</c>; its batch normalisations keep statistics of their own,
/// from its passes in train mode. Without unlabelled images the terms of U are left out.
/// </para>
/// <para>
/// The head adds no column: it changes how the network trains. It starts anew with every training [our choice; published code keeps the
/// teacher between rounds, as it keeps the network]. Cost: two more forward passes for the student and the teacher each, a backward pass, and a second network in memory
/// while training. In a loop the unlabelled images come by themselves; all of them are read into memory, one byte a channel and pixel.
/// Huang, Wang, Xiong, Huan, Dou, "Semi-Supervised Active Learning with Temporal Output Discrepancy", ICCV 2021.
/// </para>
/// </remarks>
public sealed record CyclicOutputDiscrepancyHead : TrainingHead
{
    /// <inheritdoc/>
    public override string Name => "cyclic-output-discrepancy";

    /// <inheritdoc/>
    public override bool NeedsUnlabeledImages => true;

    /// <summary>Factor w of the loss beside the cross-entropy.</summary>
    /// <value>Default 0.02, for CIFAR-10; published are 0.05 for CIFAR-100, 0.005 for SVHN and 0.1 for Caltech-101. Range: 0 and more, finite.</value>
    public double Weight { get; init; } = 0.02;

    /// <summary>The largest share of the teacher that a step leaves.</summary>
    /// <value>Default 0.999; from 0 to less than 1.</value>
    public double MaximumDecay { get; init; } = 0.999;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. double.IsFinite(Weight) && Weight >= 0 ? Array.Empty<string>() : [$"Weight of CyclicOutputDiscrepancyHead is {Weight}; use a finite number, 0 or more."],
        .. MaximumDecay is >= 0 and < 1 ? Array.Empty<string>() : [$"MaximumDecay of CyclicOutputDiscrepancyHead is {MaximumDecay}; use a number from 0 to less than 1."],
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> GetColumns(int classCount) => [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Always: the teacher needs the architecture.</exception>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec) => throw new ArgumentException(
        "CyclicOutputDiscrepancyHead builds a network of its own; build it with the architecture.");

    /// <inheritdoc/>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec, Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(architecture);
        ThrowIfInvalid();
        return new CyclicOutputDiscrepancyModule(this, network.EmbeddingSize, spec.ClassCount, () => architecture.Build(spec));
    }
}
