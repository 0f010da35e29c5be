using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The loss of the heads that predict training dynamics.</summary>
internal static class DynamicsLoss
{
    // The smallest normal Single: its logarithm is finite where a probability has underflowed to 0.
    private const float SmallestProbability = 1.17549435e-38f;

    /// <summary>The mean over a batch of the Kullback-Leibler divergence between targets and the head's prediction.</summary>
    /// <param name="target">(B, C): probabilities without gradient.</param>
    /// <param name="logits">(B, C): the head's logits, attached to the graph.</param>
    /// <param name="direction">Order of the two distributions.</param>
    /// <param name="weight">Factor lambda on the result.</param>
    /// <returns>A scalar attached to the graph.</returns>
    public static Tensor Compute(Tensor target, Tensor logits, DivergenceDirection direction, double weight)
    {
        using var scope = NewDisposeScope();
        Tensor logPrediction = logits.log_softmax(1);
        Tensor sum = direction == DivergenceDirection.TargetToModule
            ? functional.kl_div(logPrediction, target, false, Reduction.Sum)
            : (logPrediction.exp() * (logPrediction - target.clamp_min(SmallestProbability).log())).sum();
        return (sum * (weight / logits.shape[0])).MoveToOuterDisposeScope();
    }
}
