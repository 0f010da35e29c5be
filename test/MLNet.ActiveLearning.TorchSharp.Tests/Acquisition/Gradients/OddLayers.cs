using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A network of everything whose gradients can be split: strides, groups, dilation, in-place work, a layer called twice, one never called.</summary>
internal sealed class OddLayers : Module<Tensor, Tensor>
{
    private readonly Conv2d wide = Conv2d(2, 6, (5, 3), (2, 1), (2, 1));
    private readonly Conv2d grouped = Conv2d(6, 6, 3, 1, 2, 2, PaddingModes.Zeros, 3, false);
    private readonly BatchNorm2d norm = BatchNorm2d(6);
    private readonly Conv2d twice = Conv2d(6, 6, 1);
    private readonly Linear places = Linear(6, 4);
    private readonly BatchNorm1d narrow = BatchNorm1d(20);
    private readonly Linear frozen = Linear(20, 20);
    private readonly Linear unused = Linear(20, 7);
    private readonly Linear last = Linear(20, 3, hasBias: false);

    public OddLayers()
        : base(nameof(OddLayers))
    {
        RegisterComponents();
        frozen.weight!.requires_grad_(false);
        using var noGradients = no_grad();
        norm.running_mean!.copy_(linspace(-1, 1, 6));
        norm.running_var!.copy_(linspace(0.5, 2, 6));
        norm.weight!.copy_(linspace(-1, 1, 6)); // a weight of about 0 among them
        narrow.running_var!.fill_(0.3);
    }

    public Module<Tensor, Tensor> Unused => unused;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor map = norm.call(grouped.call(wide.call(input).relu_())).relu_(); // (B, 6, 5, 9)
        map = twice.call(twice.call(map).tanh_()).add_(map);
        Tensor rows = places.call(functional.adaptive_avg_pool2d(map, (1, 5)).squeeze(2).transpose(1, 2)); // (B, 5, 4)
        Tensor embedding = frozen.call(narrow.call(rows.flatten(1))).relu_();
        return last.call(embedding).MoveToOuterDisposeScope();
    }
}
