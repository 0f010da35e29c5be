using MLNet.ActiveLearning.Architectures;

namespace MLNet.ActiveLearning.Heads;

/// <summary>Networks whose input holds the embedding of each epoch, one after the other.</summary>
internal sealed record EpochNet(int Size, int Classes) : Architecture
{
    public override string Name => "epoch-net";

    public override ImageNetwork Build(NetworkSpec spec) => new EpochNetwork(Size, Classes);
}
