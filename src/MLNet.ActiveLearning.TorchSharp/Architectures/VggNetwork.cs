using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The network of a <see cref="Vgg"/>.</summary>
internal sealed class VggNetwork : StagedNetwork
{
    private readonly ModuleList<Sequential> stages;
    private readonly Dropout? dropout;
    private readonly Linear classifier;

    public VggNetwork(Vgg definition, NetworkSpec spec)
        : base(definition.Name)
    {
        int width = definition.Width;
        StageChannels = [width, 2 * width, 4 * width, 8 * width, 8 * width];
        stages = ModuleList([.. StageChannels.Select((channels, i) =>
            Stage(i == 0 ? spec.Channels : StageChannels[i - 1], channels, definition.ConvolutionCounts[i]))]);
        dropout = definition.Dropout > 0 ? Dropout(definition.Dropout) : null;
        classifier = Linear(StageChannels[^1], spec.ClassCount);
        RegisterComponents();
    }

    public override Linear Classifier => classifier;

    public override Dropout? ClassifierDropout => dropout;

    public override IReadOnlyList<int> StageChannels { get; }

    protected override IReadOnlyList<Tensor> ComputeStages(Tensor input)
    {
        var maps = new Tensor[stages.Count];
        for (int i = 0; i < maps.Length; i++)
        {
            maps[i] = stages[i].call(i == 0 ? input : maps[i - 1]);
        }

        return maps;
    }

    private static Sequential Stage(int inputChannels, int channels, int convolutionCount)
    {
        List<Module<Tensor, Tensor>> layers = [];
        for (int i = 0; i < convolutionCount; i++)
        {
            layers.AddRange([Conv2d(i == 0 ? inputChannels : channels, channels, 3L, 1L, 1L), BatchNorm2d(channels), ReLU(true)]);
        }

        return Sequential([.. layers, MaxPool2d(2L)]);
    }
}
