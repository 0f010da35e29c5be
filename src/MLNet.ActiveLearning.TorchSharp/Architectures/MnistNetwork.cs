using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The network of a <see cref="MnistNet"/>.</summary>
internal sealed class MnistNetwork : StagedNetwork
{
    private const double ChannelDropout = 0.25;

    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Dropout2d dropout1;
    private readonly Linear fc1;
    private readonly Dropout? dropout2;
    private readonly Linear fc2;

    public MnistNetwork(MnistNet definition, NetworkSpec spec)
        : base(definition.Name)
    {
        int width = definition.Width;
        StageChannels = [width, 2 * width];
        conv1 = Conv2d(spec.Channels, width, 3L);
        conv2 = Conv2d(width, 2 * width, 3L);
        dropout1 = Dropout2d(ChannelDropout);
        fc1 = Linear(2L * width * PooledSize(spec.Height) * PooledSize(spec.Width), 4 * width);
        dropout2 = definition.Dropout > 0 ? Dropout(definition.Dropout) : null;
        fc2 = Linear(4 * width, spec.ClassCount);
        EmbeddingSize = 4 * width;
        RegisterComponents();
    }

    public override Linear Classifier => fc2;

    public override Dropout? ClassifierDropout => dropout2;

    public override int EmbeddingSize { get; }

    public override IReadOnlyList<int> StageChannels { get; }

    protected override IReadOnlyList<Tensor> ComputeStages(Tensor input)
    {
        Tensor map = conv1.call(input).relu_(); // (B, Width, H - 2, W - 2)
        return [map, functional.max_pool2d(conv2.call(map).relu_(), 2L)]; // (B, 2 Width, (H - 4) / 2, (W - 4) / 2)
    }

    protected override Tensor Embed(Tensor lastMap) => fc1.call(dropout1.call(lastMap).flatten(1)).relu_();

    // Each of the two convolutions takes two pixels away.
    private static int PooledSize(int size) => (size - 4) / 2;
}
