using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>The running average of weights that an optimiser changes.</summary>
/// <param name="weights">The weights themselves, not copies.</param>
internal sealed class WeightAverage(IReadOnlyList<Tensor> weights) : IDisposable
{
    private Tensor[] averages = [];

    /// <summary>How often weights were added.</summary>
    public int Count { get; private set; }

    /// <summary>The averages, in the order of the weights; empty before the first were added.</summary>
    public IReadOnlyList<Tensor> Averages => averages;

    /// <summary>Adds the weights as they are now: <c>mean += (w - mean) / n</c>.</summary>
    public void Add()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        Count++;
        if (Count == 1)
        {
            averages = [.. weights.Select(weight => weight.detach().clone().DetachFromDisposeScope())];
            return;
        }

        for (int i = 0; i < averages.Length; i++)
        {
            averages[i].add_((weights[i] - averages[i]).div_(Count));
        }
    }

    /// <summary>Makes the averages the weights.</summary>
    public void Apply()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        for (int i = 0; i < averages.Length; i++)
        {
            weights[i].copy_(averages[i]);
        }
    }

    public void Dispose()
    {
        foreach (Tensor average in averages)
        {
            average.Dispose();
        }
    }
}
