using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The network of a <see cref="Dla"/>.</summary>
internal sealed class DlaNetwork : StagedNetwork
{
    private readonly Sequential stem;
    private readonly DlaTree tree1;
    private readonly DlaTree tree2;
    private readonly DlaTree tree3;
    private readonly DlaTree tree4;
    private readonly Dropout? dropout;
    private readonly Linear classifier;

    public DlaNetwork(Dla definition, NetworkSpec spec)
        : base(definition.Name)
    {
        int width = definition.Width;
        StageChannels = [width, 2 * width, 4 * width, 8 * width];
        stem = Sequential(
            ConvolutionLayers.Activated(spec.Channels, width / 4, 3, 1),
            ConvolutionLayers.Activated(width / 4, width / 4, 3, 1),
            ConvolutionLayers.Activated(width / 4, width / 2, 3, 1));
        tree1 = new DlaTree(width / 2, width, 1, hasInnerTree: false);
        tree2 = new DlaTree(width, 2 * width, 2, hasInnerTree: true);
        tree3 = new DlaTree(2 * width, 4 * width, 2, hasInnerTree: true);
        tree4 = new DlaTree(4 * width, 8 * width, 2, hasInnerTree: false);
        dropout = definition.Dropout > 0 ? Dropout(definition.Dropout) : null;
        classifier = Linear(8 * width, spec.ClassCount);
        RegisterComponents();
    }

    public override Linear Classifier => classifier;

    public override Dropout? ClassifierDropout => dropout;

    public override IReadOnlyList<int> StageChannels { get; }

    protected override IReadOnlyList<Tensor> ComputeStages(Tensor input)
    {
        Tensor map1 = tree1.call(stem.call(input));
        Tensor map2 = tree2.call(map1);
        Tensor map3 = tree3.call(map2);
        return [map1, map2, map3, tree4.call(map3)];
    }
}
