using System.Globalization;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Writes down the layers of a module in the order of their calls.</summary>
internal sealed class LayerRecorder(List<RecordedLayer> calls)
{
    public void Attach(Module module)
    {
        IReadOnlyList<DropoutLayer> dropouts = module is ImageNetwork network ? DropoutLayer.FindAll(network) : [];
        foreach (DropoutLayer dropout in dropouts)
        {
            // On vectors (B, D) the recorded layers for channels drop numbers, as the ordinary ones do.
            string probability = string.Create(CultureInfo.InvariantCulture, $"p={Math.Round(dropout.Probability, 6)}");
            dropout.Module.register_forward_hook((_, _, result) => Record(
                dropout.DropsChannels || result.dim() == 2 ? nameof(Dropout2d) : nameof(Dropout), probability, result, 0));
        }

        foreach (Module layer in module.modules())
        {
            switch (layer)
            {
                case Conv2d convolution:
                    convolution.register_forward_hook((_, input, result) => Record(
                        nameof(Conv2d), Describe(convolution, input, result), result, CountParameters(convolution)));
                    break;
                case BatchNorm2d normalization:
                    normalization.register_forward_hook((_, _, result) => Record(
                        nameof(BatchNorm2d), $"{normalization.weight!.shape[0]}", result, CountParameters(normalization)));
                    break;
                case Linear linear:
                    linear.register_forward_hook((_, _, result) => Record(
                        nameof(Linear), $"{linear.weight!.shape[1]}->{linear.weight.shape[0]} {(linear.bias is null ? "nobias" : "bias")}", result, CountParameters(linear)));
                    break;
            }
        }
    }

    public static long CountParameters(Module module) => module.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel());

    private static string Describe(Conv2d convolution, Tensor input, Tensor result)
    {
        long[] weight = convolution.weight!.shape; // (out, in, k, k)
        long dilation = weight[2] > 1 ? ConvolutionGeometry.Of(convolution, input.shape[1])!.Dilation.Height : 1;
        (long stride, long padding) = FindGeometry(input.shape[2], result.shape[2], (dilation * (weight[2] - 1)) + 1);
        string dilated = dilation > 1 ? $" d{dilation}" : "";
        return $"{weight[1]}->{weight[0]} k{weight[2]} s{stride} p{padding}{dilated} {(convolution.bias is null ? "nobias" : "bias")}";
    }

    // They are not public: the least stride, then the least padding, that turn the one size into the other.
    private static (long Stride, long Padding) FindGeometry(long input, long output, long kernel)
    {
        for (long stride = 1; stride <= input; stride++)
        {
            for (long padding = 0; padding <= kernel / 2; padding++)
            {
                long room = input + (2 * padding) - kernel;
                if (room >= 0 && (room / stride) + 1 == output)
                {
                    return (stride, padding);
                }
            }
        }

        throw new InvalidDataException($"No stride turns {input} into {output} with a kernel of {kernel}.");
    }

    private Tensor Record(string type, string configuration, Tensor result, long parameters)
    {
        calls.Add(new RecordedLayer(type, configuration, string.Join(",", result.shape), parameters));
        return result;
    }
}
