using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>What convolutions share: the geometry, the parameters and their initialisation.</summary>
        public abstract class Convolution : nn.Module<Tensor, Tensor>
        {
            protected long input_channels;

            private protected readonly Geometry geometry;

            private protected Convolution(string name, long channels, long[] weightShape, long outputs, bool bias, Geometry geometry) : base(name)
            {
                input_channels = channels;
                this.geometry = geometry;
                var weight = new Parameter(empty(weightShape));
                nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
                register_parameter("weight", weight);
                if (!bias) return;
                double bound = 1 / Math.Sqrt(nn.init.CalculateFanInAndFanOut(weight).fanIn);
                register_parameter("bias", new Parameter(empty(outputs)));
                nn.init.uniform_(Own("bias")!, -bound, bound);
            }

            protected bool ValidateShape(Tensor input, long dimensions)
            {
                var shape = input.shape;
                return (shape.Length == dimensions + 2 && shape[1] == input_channels) || (shape.Length == dimensions + 1 && shape[0] == input_channels);
            }

            private protected Tensor Validated(Tensor input) => ValidateShape(input, geometry.Stride.Length)
                ? input
                : throw new ArgumentException(
                    $"Expected {geometry.Stride.Length + 1}D (unbatched) or {geometry.Stride.Length + 2}D (batched) input with {input_channels} channels to {GetName()}.");

            /// <summary>Stride, padding and dilation, one number a dimension; no padding numbers mean as much as keeps the size.</summary>
            internal sealed record Geometry(long[] Stride, long[]? Padding, long[] Dilation, long Groups, PaddingModes Mode = PaddingModes.Zeros, long[]? OutputPadding = null)
            {
                internal Tensor Convolve(string name, Tensor input, Tensor weight, Tensor? bias)
                {
                    if (Mode is not (PaddingModes.Zeros or PaddingModes.Constant))
                    {
                        using var padded = nn.functional.pad(input, Borders(weight.shape), Mode);
                        return Op.Tensor(name, padded, weight, bias, Stride, new long[Stride.Length], Dilation, Groups);
                    }
                    return Padding is null
                        ? Op.Tensor(name + ".padding", input, weight, bias, Stride, "same", Dilation, Groups)
                        : Op.Tensor(name, input, weight, bias, Stride, Padding, Dilation, Groups);
                }

                /// <summary>The padding as pad takes it: the last dimension first, before and after.</summary>
                private long[] Borders(long[] weightShape)
                {
                    var borders = new List<long>();
                    for (int i = Stride.Length - 1; i >= 0; i--)
                    {
                        long total = Padding is null ? Dilation[i] * (weightShape[i + 2] - 1) : 2 * Padding[i];
                        borders.AddRange([total / 2, total - total / 2]);
                    }
                    return [.. borders];
                }
            }
        }

        public sealed class Conv1d : Convolution
        {
            internal Conv1d(long inputs, long outputs, long[] kernel, bool bias, Geometry geometry)
                : base(nameof(Conv1d), inputs, [outputs, inputs / geometry.Groups, .. kernel], outputs, bias, geometry)
            {
            }

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public override Tensor forward(Tensor input) => geometry.Convolve("conv1d", Validated(input), weight!, bias);
        }

        public sealed class Conv2d : Convolution
        {
            internal Conv2d(long inputs, long outputs, long[] kernel, bool bias, Geometry geometry)
                : base(nameof(Conv2d), inputs, [outputs, inputs / geometry.Groups, .. kernel], outputs, bias, geometry)
            {
            }

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public override Tensor forward(Tensor input) => geometry.Convolve("conv2d", Validated(input), weight!, bias);
        }

        public sealed class ConvTranspose2d : Convolution
        {
            internal ConvTranspose2d(long inputs, long outputs, long[] kernel, bool bias, Geometry geometry)
                : base(nameof(ConvTranspose2d), inputs, [inputs, outputs / geometry.Groups, .. kernel], outputs, bias, geometry)
            {
            }

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public override Tensor forward(Tensor input) => Op.Tensor(
                "conv_transpose2d.input", Validated(input), weight!, bias, geometry.Stride, geometry.Padding!, geometry.OutputPadding!, geometry.Groups, geometry.Dilation);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.Conv1d)new Modules.Conv1d(in_channels, out_channels, [kernelSize], bias, new([stride], [padding], [dilation], groups, padding_mode)).Placed(device, dtype);

            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernelSize, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.Conv1d)new Modules.Conv1d(in_channels, out_channels, [kernelSize], bias, new([stride], Numbers(padding, 1), [dilation], groups, padding_mode)).Placed(device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, kernelSize, bias, new(Two(stride, 1), Two(padding, 0), Two(dilation, 1), groups, padding_mode), device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernelSize, kernelSize), padding, (stride, stride), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernelSize, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, kernelSize, bias, new(Two(stride, 1), Numbers(padding, 2), Two(dilation, 1), groups, padding_mode), device, dtype);

            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                ConvTranspose2d(in_channels, out_channels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                if (padding_mode != PaddingModes.Zeros) throw new ArgumentException("Only zero padding is supported by transposed convolutions.");
                var geometry = new Modules.Convolution.Geometry(Two(stride, 1), Two(padding, 0), Two(dilation, 1), groups, padding_mode, Two(output_padding, 0));
                return (Modules.ConvTranspose2d)new Modules.ConvTranspose2d(in_channels, out_channels, Two(kernelSize, 1), bias, geometry).Placed(device, dtype);
            }

            private static Modules.Conv2d Conv2d(long inputs, long outputs, (long, long) kernel, bool bias, Modules.Convolution.Geometry geometry, Device? device, ScalarType? dtype) =>
                (Modules.Conv2d)new Modules.Conv2d(inputs, outputs, Two(kernel, 1), bias, geometry).Placed(device, dtype);

            private static long[]? Numbers(Padding padding, int dimensions) => padding == Padding.Same ? null : new long[dimensions];

            internal static long[] Two((long, long)? pair, long otherwise) => pair is var (first, second) ? [first, second] : [otherwise, otherwise];
        }
    }
}
