namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Op.Tensor("linear", input, weights, bias);

            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) => Op.Tensor("bilinear", input1, input2, weight, bias);

            // Convolutions

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Op.Tensor("conv1d", input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Op.Tensor("conv2d", input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Op.Tensor("conv_transpose2d.input", input, weight, bias, strides ?? [1], padding ?? [0], output_padding ?? [0], groups, dilation ?? [1]);

            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Op.Tensor("im2col", input, new[] { kernel_size, kernel_size }, new[] { dilation, dilation }, new[] { padding, padding }, new[] { stride, stride });

            // Normalisation

            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Op.Tensor("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Op.Tensor("layer_norm", input, normalized_shape, weight, bias, eps);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Op.Tensor("group_norm", input, num_groups, weight, bias, eps);

            // Dropout

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => inplace
                ? Op.InPlace("dropout_", input, p, training).Share()
                : Op.Tensor("dropout", input, p, training);

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => inplace
                ? Op.InPlace("feature_dropout_", input, p, training).Share()
                : Op.Tensor("feature_dropout", input, p, training);

            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (input.ndim == 3) return dropout2d(input, p, training, inplace);
                using var batch = input.unsqueeze(0);
                using var dropped = dropout2d(batch, p, training, inplace);
                return dropped.squeeze(0);
            }

            // Pooling

            public static Tensor max_pool2d(Tensor input, long kernelSize, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, [kernelSize, kernelSize], Twice(stride), Twice(padding), Twice(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Two(kernelSize, 1), Both(stride), Both(padding), Both(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernelSize, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Op.Tensor("max_pool2d", input, kernelSize, strides ?? kernelSize, padding ?? [0], dilation ?? [1], ceil_mode);

            public static Tensor avg_pool2d(Tensor input, long kernelSize, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
                avg_pool2d(input, [kernelSize, kernelSize], Twice(stride), [padding, padding], ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                avg_pool2d(input, Two(kernelSize, 1), Both(stride), Both(padding), ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, long[] kernelSizes, long[]? strides = null, long[]? paddings = null, bool ceil_mode = false, bool count_include_pad = true) =>
                Op.Tensor("avg_pool2d", input, kernelSizes, strides ?? kernelSizes, paddings ?? [0], ceil_mode, count_include_pad);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size, output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Two(output_size, 1));

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Op.Tensor("adaptive_avg_pool2d", input, output_size);

            // Borders and sizes

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Op.Tensor("pad", input, pad, "constant", value),
                _ => Op.Tensor("pad", input, pad, mode.ToString().ToLowerInvariant()),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, [pad, pad], mode, value);

            /// <summary>Resizes images (NCHW). Nearest, bilinear and bicubic interpolation and area averages are supported.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false)
            {
                if (size is null == scale_factor is null) throw new ArgumentException("Give either size or scale_factor.");
                if (recompute_scale_factor && scale_factor is not null)
                {
                    size = [.. scale_factor.Zip(x.shape[2..], (factor, length) => (long)Math.Floor(length * factor))];
                    scale_factor = null;
                }
                return mode switch
                {
                    InterpolationMode.Nearest => Op.Tensor("upsample_nearest2d.vec", x, size, scale_factor),
                    InterpolationMode.Bilinear => Op.Tensor("upsample_bilinear2d.vec", x, size, align_corners ?? false, scale_factor),
                    InterpolationMode.Bicubic => Op.Tensor("upsample_bicubic2d.vec", x, size, align_corners ?? false, scale_factor),
                    InterpolationMode.Area when size is not null => adaptive_avg_pool2d(x, size),
                    _ => throw new NotSupportedException($"This stand-in for TorchSharp does not interpolate by {mode}."),
                };
            }

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Op.Tensor("one_hot", x, num_classes);
        }
    }
}
