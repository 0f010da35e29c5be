using MLNet.ActiveLearning.Numerics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The network of a <see cref="ShakeShake"/>.</summary>
internal sealed class ShakeShakeNetwork : StagedNetwork
{
    private const int StemChannels = 16;

    private readonly Conv2d stem;
    private readonly Sequential stage1;
    private readonly Sequential stage2;
    private readonly Sequential stage3;
    private readonly Dropout? dropout;
    private readonly Linear classifier;

    public ShakeShakeNetwork(ShakeShake definition, NetworkSpec spec)
        : base(definition.Name)
    {
        int width = definition.Width;
        StageChannels = [width, 2 * width, 4 * width];
        using Tensor seed = randint(long.MaxValue, [1L], ScalarType.Int64);
        var mixing = new ShakeShakeMixing(new SeededRandom((ulong)seed.ToInt64()));
        stem = Conv2d(spec.Channels, StemChannels, 3L, 1L, 1L);
        stage1 = Stage(StemChannels, width, 1, definition.BlocksPerStage, mixing);
        stage2 = Stage(width, 2 * width, 2, definition.BlocksPerStage, mixing);
        stage3 = Stage(2 * width, 4 * width, 2, definition.BlocksPerStage, mixing);
        dropout = definition.Dropout > 0 ? Dropout(definition.Dropout) : null;
        classifier = Linear(4 * width, spec.ClassCount);
        RegisterComponents();
    }

    public override Linear Classifier => classifier;

    public override Dropout? ClassifierDropout => dropout;

    public override IReadOnlyList<int> StageChannels { get; }

    protected override IReadOnlyList<Tensor> ComputeStages(Tensor input)
    {
        Tensor map1 = stage1.call(stem.call(input));
        Tensor map2 = stage2.call(map1);
        return [map1, map2, stage3.call(map2)];
    }

    protected override Tensor Embed(Tensor lastMap) => GlobalPooling.Mean(lastMap.relu());

    private static Sequential Stage(int inputChannels, int channels, int stride, int blockCount, ShakeShakeMixing mixing) => Sequential(
        Enumerable.Range(0, blockCount).Select<int, Module<Tensor, Tensor>>(i =>
            i == 0 ? new ShakeShakeBlock(inputChannels, channels, stride, mixing) : new ShakeShakeBlock(channels, channels, 1, mixing)));
}
