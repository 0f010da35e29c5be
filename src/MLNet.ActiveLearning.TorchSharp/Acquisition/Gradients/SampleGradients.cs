using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>The layers of a network under observation during one forward pass, to split the gradients of its parameters by sample.</summary>
internal sealed class SampleGradients : IDisposable
{
    private readonly List<SampledLayer> layers = [];
    private readonly bool isComplete;

    public SampleGradients(nn.Module network)
    {
        foreach (nn.Module module in network.modules().Distinct())
        {
            if (SampledLayer.Observe(module) is { } layer)
            {
                layers.Add(layer);
            }
        }

        HashSet<IntPtr> observed = [.. layers.SelectMany(l => l.Parameters).Select(p => p.Handle)];
        isComplete = network.parameters().All(p => !p.requires_grad || observed.Contains(p.Handle));
    }

    /// <summary>Whether every parameter with a gradient belongs to a layer that could be observed, and the layers saw whole samples.</summary>
    public bool CanSplit(long sampleCount) => isComplete && layers.All(l => l.CanSplit(sampleCount));

    /// <summary>The squared lengths (P, B) of each sample's gradient of each parameter that has a part in the loss, summed over B losses.</summary>
    /// <param name="losses">(B), each a function of its own sample.</param>
    /// <param name="keepGraph">Whether other losses of the same pass follow.</param>
    /// <returns>Null if a layer's parameters were used otherwise than by calling it.</returns>
    public Tensor? ComputeSquares(Tensor losses, bool keepGraph)
    {
        using var scope = NewDisposeScope();
        Tensor[] outputs = [.. layers.SelectMany(l => l.Outputs)];
        Tensor[] uncalled = [.. layers.Where(l => l.Outputs.Count == 0).SelectMany(l => l.Parameters)];
        IList<Tensor> gradients = autograd.grad([losses.sum()], [.. outputs, .. uncalled], retain_graph: keepGraph, allow_unused: true);
        if (gradients.Skip(outputs.Length).Any(g => !g.IsInvalid))
        {
            return null;
        }

        using var noGradients = no_grad();
        List<Tensor> squares = [];
        int next = 0;
        foreach (SampledLayer layer in layers)
        {
            using var layerScope = NewDisposeScope();
            Tensor?[] own = [.. gradients.Skip(next).Take(layer.Outputs.Count).Select(g => g.IsInvalid ? null : g)];
            squares.AddRange(layer.ComputeSquares(own).Select(s => s.MoveToOuterDisposeScope()));
            next += own.Length;
        }

        return stack(squares, 0).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => layers.ForEach(l => l.Dispose());
}
