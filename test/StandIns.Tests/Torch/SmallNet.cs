using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.Tests.Torch;

/// <summary>A convolution, a batch norm and a linear head.</summary>
internal sealed class SmallNet : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;
    private readonly Linear head;

    public SmallNet(string name = "small") : base(name)
    {
        conv = nn.Conv2d(1, 4, 3);
        norm = nn.BatchNorm2d(4);
        head = nn.Linear(4, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var features = nn.functional.adaptive_avg_pool2d(nn.functional.relu(norm.call(conv.call(input))), 1).flatten(1);
        return head.call(features).MoveToOuterDisposeScope();
    }
}
