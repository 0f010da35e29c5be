using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The network of a <see cref="ResNet"/>. Fields are named as in torchvision, so that the parameters are too.</summary>
internal sealed class ResNetNetwork : StagedNetwork
{
    private readonly ResNetStem stem;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Dropout? dropout;
    private readonly Linear fc;

    public ResNetNetwork(ResNet definition, NetworkSpec spec)
        : base(definition.Name)
    {
        int width = definition.Width;
        int first = definition.HasBottleneck ? ResNetBottleneckBlock.Expansion * width : width;
        StageChannels = [first, 2 * first, 4 * first, 8 * first];
        stem = definition.Stem;
        conv1 = ConvolutionLayers.Convolution(spec.Channels, width, stem == ResNetStem.Cifar ? 3 : 7, stem == ResNetStem.Cifar ? 1 : 2);
        bn1 = BatchNorm2d(width);
        layer1 = Stage(definition, 0, width);
        layer2 = Stage(definition, 1, StageChannels[0]);
        layer3 = Stage(definition, 2, StageChannels[1]);
        layer4 = Stage(definition, 3, StageChannels[2]);
        dropout = definition.Dropout > 0 ? Dropout(definition.Dropout) : null;
        fc = Linear(StageChannels[3], spec.ClassCount);
        RegisterComponents();
    }

    public override Linear Classifier => fc;

    public override Dropout? ClassifierDropout => dropout;

    public override IReadOnlyList<int> StageChannels { get; }

    protected override IReadOnlyList<Tensor> ComputeStages(Tensor input)
    {
        Tensor map = bn1.call(conv1.call(input)).relu_(); // (B, Width, H, W), or half of H and W with the ImageNet stem
        if (stem == ResNetStem.ImageNet)
        {
            map = functional.max_pool2d(map, 3L, 2L, 1L);
        }

        Tensor map1 = layer1.call(map);
        Tensor map2 = layer2.call(map1);
        Tensor map3 = layer3.call(map2);
        return [map1, map2, map3, layer4.call(map3)];
    }

    private static Sequential Stage(ResNet definition, int index, int inputChannels)
    {
        int channels = definition.Width << index;
        var blocks = new Module<Tensor, Tensor>[definition.BlockCounts[index]];
        for (int i = 0; i < blocks.Length; i++)
        {
            int stride = i == 0 && index > 0 ? 2 : 1;
            blocks[i] = definition.HasBottleneck
                ? new ResNetBottleneckBlock(inputChannels, channels, stride)
                : new ResNetBasicBlock(inputChannels, channels, stride);
            inputChannels = definition.HasBottleneck ? ResNetBottleneckBlock.Expansion * channels : channels;
        }

        return Sequential(blocks);
    }
}
