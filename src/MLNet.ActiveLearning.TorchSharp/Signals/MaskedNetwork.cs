using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>A network in eval mode whose dropout layers, which let everything through in this mode, are followed by masks of our own.</summary>
/// <remarks>No module changes its mode, so batch normalisation keeps its statistics. Disposing takes the masks away again.</remarks>
internal sealed class MaskedNetwork : IDisposable
{
    private readonly ImageNetwork network;
    private readonly List<Action> removals = [];
    private readonly int[] calls;
    private DropoutMasks? masks;

    public MaskedNetwork(ImageNetwork network, IReadOnlyList<DropoutLayer> layers)
    {
        this.network = network;
        calls = new int[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            (DropoutLayer layer, int index) = (layers[i], i);
            var hook = layer.Module.register_forward_hook((_, _, output) => output * masks!.Draw(layer, index, calls[index]++, output));
            removals.Add(hook.remove);
        }
    }

    /// <summary>The logits (B, C) of one pass.</summary>
    public Tensor ComputeLogits(Tensor images, DropoutMasks masksOfPass)
    {
        masks = masksOfPass;
        Array.Clear(calls);
        return network.call(images).Logits;
    }

    public void Dispose()
    {
        foreach (Action remove in removals)
        {
            remove();
        }
    }
}
