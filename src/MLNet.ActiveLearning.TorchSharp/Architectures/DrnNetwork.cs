using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The network of a <see cref="Drn"/>. Fields are named as in the released code, so that the parameters are too.</summary>
internal sealed class DrnNetwork : StagedNetwork
{
    private readonly Sequential layer0;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Sequential layer5;
    private readonly Sequential layer6;
    private readonly Sequential layer7;
    private readonly Sequential layer8;
    private readonly Dropout? dropout;
    private readonly Linear fc;

    public DrnNetwork(Drn definition, NetworkSpec spec)
        : base(definition.Name)
    {
        int width = definition.Width;
        StageChannels = [width, 2 * width, 4 * width, 8 * width, 8 * width];
        Sequential[] layers = DrnLayers.Build(definition, spec.Channels);
        (layer0, layer1, layer2) = (layers[0], layers[1], layers[2]);
        (layer3, layer4, layer5, layer6) = (layers[3], layers[4], layers[5], layers[6]);
        (layer7, layer8) = (layers[7], layers[8]);
        dropout = definition.Dropout > 0 ? Dropout(definition.Dropout) : null;
        fc = Linear(8 * width, spec.ClassCount);
        RegisterComponents();
    }

    public override Linear Classifier => fc;

    public override Dropout? ClassifierDropout => dropout;

    public override IReadOnlyList<int> StageChannels { get; }

    protected override IReadOnlyList<Tensor> ComputeStages(Tensor input)
    {
        Tensor map3 = layer3.call(layer2.call(layer1.call(layer0.call(input)))); // (B, Width, H / 4, W / 4)
        Tensor map4 = layer4.call(map3); // (B, 2 Width, H / 8, W / 8), the size of all that follow
        Tensor map5 = layer5.call(map4);
        Tensor map6 = layer6.call(map5);
        return [map3, map4, map5, map6, layer8.call(layer7.call(map6))];
    }
}
