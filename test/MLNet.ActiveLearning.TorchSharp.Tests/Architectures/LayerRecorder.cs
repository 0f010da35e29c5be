using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Writes down the layers of a module in the order of their calls.</summary>
internal sealed class LayerRecorder(List<RecordedLayer> calls)
{
    public void Attach(Module module)
    {
        foreach (Module layer in module.modules())
        {
            switch (layer)
            {
                case Conv2d convolution:
                    convolution.register_forward_hook((_, input, result) => Record(convolution, Describe(convolution, input, result), result));
                    break;
                case BatchNorm2d normalization:
                    normalization.register_forward_hook((_, _, result) => Record(normalization, $"{normalization.weight!.shape[0]}", result));
                    break;
                case Linear linear:
                    linear.register_forward_hook((_, _, result) => Record(
                        linear, $"{linear.weight!.shape[1]}->{linear.weight.shape[0]} {(linear.bias is null ? "nobias" : "bias")}", result));
                    break;
            }
        }
    }

    public static long CountParameters(Module module) => module.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel());

    // The stride and the padding are not public: they follow from the two sizes.
    private static string Describe(Conv2d convolution, Tensor input, Tensor result)
    {
        long[] weight = convolution.weight!.shape; // (out, in, k, k)
        long stride = (input.shape[2] + result.shape[2] - 1) / result.shape[2];
        return $"{weight[1]}->{weight[0]} k{weight[2]} s{stride} p{weight[2] / 2} {(convolution.bias is null ? "nobias" : "bias")}";
    }

    private Tensor Record(Module layer, string configuration, Tensor result)
    {
        calls.Add(new RecordedLayer(layer.GetType().Name, configuration, string.Join(",", result.shape), CountParameters(layer)));
        return result;
    }
}
