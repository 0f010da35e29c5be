using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
        {
            private readonly long[] _kernel;
            private readonly long[] _stride;
            private readonly long[] _padding;
            private readonly long[] _dilation;
            private readonly bool _ceil;

            internal MaxPool2d(long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil) : base(nameof(MaxPool2d)) =>
                (_kernel, _stride, _padding, _dilation, _ceil) = (kernel, stride ?? kernel, padding ?? [0], dilation ?? [1], ceil);

            public override Tensor forward(Tensor tensor) => Op.Tensor("max_pool2d", tensor, _kernel, _stride, _padding, _dilation, _ceil);

            public (Tensor Values, Tensor Indices) forward_with_indices(Tensor tensor) =>
                Op.Pair("max_pool2d_with_indices", tensor, _kernel, _stride, _padding, _dilation, _ceil);
        }

        public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
        {
            private readonly long[] _kernel;
            private readonly long[] _stride;
            private readonly long[] _padding;
            private readonly bool _ceil;
            private readonly bool _countPadding;
            private readonly long? _divisor;

            internal AvgPool2d(long[] kernel, long[]? stride, long[]? padding, bool ceil, bool countPadding, long? divisor) : base(nameof(AvgPool2d)) =>
                (_kernel, _stride, _padding, _ceil, _countPadding, _divisor) = (kernel, stride ?? kernel, padding ?? [0], ceil, countPadding, divisor);

            public override Tensor forward(Tensor tensor) => Op.Tensor("avg_pool2d", tensor, _kernel, _stride, _padding, _ceil, _countPadding, _divisor);
        }

        public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
        {
            private readonly long[] _size;

            internal AdaptiveAvgPool2d(long[] size) : base(nameof(AdaptiveAvgPool2d)) => _size = size;

            public override Tensor forward(Tensor tensor) => nn.functional.adaptive_avg_pool2d(tensor, _size);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.MaxPool2d MaxPool2d(long kernelSize, long? stride = null, long? padding = null, long? dilation = null, bool ceilMode = false) =>
                MaxPool2d([kernelSize, kernelSize], Twice(stride), Twice(padding), Twice(dilation), ceilMode);

            public static Modules.MaxPool2d MaxPool2d((long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceilMode = false) =>
                MaxPool2d(Two(kernelSize, 1), Both(stride), Both(padding), Both(dilation), ceilMode);

            public static Modules.MaxPool2d MaxPool2d(long[] kernelSize, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceilMode = false) =>
                new(kernelSize, strides, padding, dilation, ceilMode);

            public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2d([kernel_size, kernel_size], Twice(stride), Twice(padding), ceil_mode, count_include_pad, divisor_override);

            public static Modules.AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2d(Two(kernel_size, 1), Both(stride), Both(padding), ceil_mode, count_include_pad, divisor_override);

            public static Modules.AvgPool2d AvgPool2d(long[] kernel_size, long[]? strides = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(kernel_size, strides, padding, ceil_mode, count_include_pad, divisor_override);

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long outputSize) => new([outputSize, outputSize]);

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) outputSize) => new(Two(outputSize, 1));

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] outputSize) => new(outputSize);

            internal static long[]? Twice(long? value) => value is { } number ? [number, number] : null;

            internal static long[]? Both((long, long)? pair) => pair is var (first, second) ? [first, second] : null;
        }
    }
}
