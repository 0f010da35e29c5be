using MLNet.ActiveLearning.Acquisition;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>A direction of the last layer, and the projection of surrogate gradients on it.</summary>
/// <param name="Weight">(C, D): dW.</param>
/// <param name="Bias">(C): db.</param>
/// <param name="Scale">(1): the factor on all scores.</param>
internal sealed record InfluenceDirection(Tensor Weight, Tensor Bias, Tensor Scale)
{
    private const double SmallestNorm = 1e-12;

    /// <summary>The factor of a direction: 1 / max(n, 1e-12), or 1.</summary>
    public static Tensor ComputeScale(Tensor weight, Tensor bias, bool normalize)
    {
        using var scope = NewDisposeScope();
        Tensor norm = (weight.square().sum() + bias.square().sum()).sqrt().reshape(1);
        return (normalize ? norm.clamp_min(SmallestNorm).reciprocal() : ones_like(norm)).MoveToOuterDisposeScope();
    }

    /// <summary>The scores (B) of samples.</summary>
    /// <param name="embedding">(B, D).</param>
    /// <param name="logP">(B, C): logarithms of the probabilities p of the surrogate.</param>
    /// <param name="label">What stands for the label.</param>
    /// <param name="softLabels">(B, C): q of <see cref="DynamicInfluenceLabel.Soft"/>.</param>
    public Tensor Project(Tensor embedding, Tensor logP, DynamicInfluenceLabel label, Tensor softLabels)
    {
        using var scope = NewDisposeScope();
        Tensor p = logP.exp();
        Tensor change = nn.functional.linear(embedding, Weight, Bias); // (B, C): dZ

        // Centred, so that a shift common to all classes, however large, costs no digits.
        Tensor centred = change - (p * change).sum(1, true);
        Tensor score = label switch
        {
            DynamicInfluenceLabel.Entropy => (p * (logP - (p * logP).sum(1, true)) * centred).sum(1),
            DynamicInfluenceLabel.Pseudo => centred.gather(1, logP.argmax(1, true)).squeeze(1),
            DynamicInfluenceLabel.Soft => (softLabels * centred).sum(1),
            DynamicInfluenceLabel.ExpectedAbsolute => (p * centred.abs()).sum(1),
            _ => throw new ArgumentOutOfRangeException(nameof(label), label, "Use one of the named labels."),
        };
        return (score * Scale).MoveToOuterDisposeScope();
    }
}
