using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The average of the class probabilities that each training sample was given so far, kept on the training device.</summary>
/// <remarks>
/// Each sample has its own counter, so a sample that is left out of an epoch, or drawn twice, still has the right average; the
/// recursion with the epoch number needs every sample exactly once an epoch. Memory: <c>4 N (C + 1)</c> bytes.
/// </remarks>
internal sealed class ProbabilityRunningMean : IDisposable
{
    private readonly Tensor sums; // (N, C)
    private readonly Tensor counts; // (N, 1)

    public ProbabilityRunningMean(int sampleCount, int classCount, Device device)
    {
        sums = zeros(sampleCount, classCount, dtype: ScalarType.Float32, device: device).DetachFromDisposeScope();
        counts = zeros(sampleCount, 1, dtype: ScalarType.Float32, device: device).DetachFromDisposeScope();
    }

    /// <summary>Counts the probabilities of a batch in.</summary>
    /// <param name="probabilities">(B, C), without gradient.</param>
    /// <param name="sampleIndices">(B), Int64.</param>
    /// <returns>(B, C): the averages of these samples, this batch included.</returns>
    public Tensor Update(Tensor probabilities, Tensor sampleIndices)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        sums.index_add_(0, sampleIndices, probabilities, 1);
        counts.index_add_(0, sampleIndices, ones(sampleIndices.shape[0], 1, dtype: ScalarType.Float32, device: counts.device), 1);
        return sums.index_select(0, sampleIndices).div_(counts.index_select(0, sampleIndices)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sums.Dispose();
        counts.Dispose();
    }
}
