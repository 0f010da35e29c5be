using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Weights;

/// <summary>The tensors of a network by name: parameters, then statistics.</summary>
internal sealed class NetworkTensors
{
    private const string BatchCounter = "num_batches_tracked";
    private readonly HashSet<string> classifier;

    private NetworkTensors(Dictionary<string, Tensor> all, HashSet<string> classifier)
    {
        All = all;
        this.classifier = classifier;
    }

    public IReadOnlyDictionary<string, Tensor> All { get; }

    public static NetworkTensors Of(ImageNetwork network)
    {
        Dictionary<string, Tensor> all = network.state_dict();
        HashSet<IntPtr> last = [.. network.Classifier.parameters().Select(p => p.Handle)];
        return new NetworkTensors(all, [.. all.Where(t => last.Contains(t.Value.Handle)).Select(t => t.Key)]);
    }

    public bool IsClassifier(string name) => classifier.Contains(name);

    /// <summary>Whether a tensor is a counter of batches, which older files lack and nothing depends on.</summary>
    public static bool IsBatchCounter(string name) => name.EndsWith(BatchCounter, StringComparison.Ordinal);
}
