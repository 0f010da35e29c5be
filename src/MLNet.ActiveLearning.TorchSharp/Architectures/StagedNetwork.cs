using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A network of stages, whose last map is turned into the embedding. The derived class keeps the layers and registers them.</summary>
internal abstract class StagedNetwork(string name) : ImageNetwork(name)
{
    public override int EmbeddingSize => StageChannels[^1];

    public sealed override NetworkOutput forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<Tensor> maps = ComputeStages(input);
        Tensor embedding = Embed(maps[^1]); // (B, D)
        Tensor logits = Classifier.call(ClassifierDropout is { } dropout ? dropout.call(embedding) : embedding); // (B, C)
        return new NetworkOutput(
            logits.MoveToOuterDisposeScope(), embedding.MoveToOuterDisposeScope(), [.. maps.Select(map => map.MoveToOuterDisposeScope())]);
    }

    /// <summary>The outputs of the stages, (B, c_s, H_s, W_s), shallow to deep; new tensors.</summary>
    protected abstract IReadOnlyList<Tensor> ComputeStages(Tensor input);

    /// <summary>(B, c, H, W) of the last stage to (B, D): the average over the pixels, unless overridden.</summary>
    protected virtual Tensor Embed(Tensor lastMap) => GlobalPooling.Mean(lastMap);
}
