using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The parameters and running statistics of a batch normalisation; the modules differ only in the shapes that they accept.</summary>
        internal sealed class BatchStatistics
        {
            private readonly nn.Module _module;
            private readonly double _epsilon;
            private readonly double _momentum;
            private readonly bool _track;

            internal BatchStatistics(nn.Module module, long features, double epsilon, double momentum, bool affine, bool track)
            {
                (_module, _epsilon, _momentum, _track) = (module, epsilon, momentum, track);
                if (affine)
                {
                    module.register_parameter("weight", new Parameter(ones(features)));
                    module.register_parameter("bias", new Parameter(zeros(features)));
                }
                if (!track) return;
                module.register_buffer("running_mean", zeros(features));
                module.register_buffer("running_var", ones(features));
                module.register_buffer("num_batches_tracked", tensor(0L));
            }

            internal Tensor Normalize(Tensor input)
            {
                bool training = _module.training;
                if (training && _track) _module.OwnBuffer("num_batches_tracked")!.add_(1);
                return nn.functional.batch_norm(
                    input, _module.OwnBuffer("running_mean")!, _module.OwnBuffer("running_var")!, _module.Own("weight"), _module.Own("bias"), training || !_track, _momentum, _epsilon);
            }

            internal void Reset()
            {
                if (!_track) return;
                _module.OwnBuffer("running_mean")!.zero_();
                _module.OwnBuffer("running_var")!.fill_(1);
                _module.OwnBuffer("num_batches_tracked")!.zero_();
            }
        }

        public sealed class BatchNorm1d : nn.Module<Tensor, Tensor>
        {
            private readonly BatchStatistics _statistics;

            internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool track) : base(nameof(BatchNorm1d)) =>
                _statistics = new(this, features, eps, momentum, affine, track);

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public Tensor? running_mean { get => OwnBuffer("running_mean"); set => ReplaceBuffer("running_mean", value); }

            public Tensor? running_var { get => OwnBuffer("running_var"); set => ReplaceBuffer("running_var", value); }

            public Tensor? num_batches_tracked => OwnBuffer("num_batches_tracked");

            public void reset_running_stats() => _statistics.Reset();

            public override Tensor forward(Tensor tensor) => tensor.Dimensions is 2 or 3
                ? _statistics.Normalize(tensor)
                : throw new ArgumentException($"Invalid number of dimensions for BatchNorm argument: {tensor.Dimensions}");
        }

        public sealed class BatchNorm2d : nn.Module<Tensor, Tensor>
        {
            private readonly BatchStatistics _statistics;

            internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track) : base(nameof(BatchNorm2d)) =>
                _statistics = new(this, features, eps, momentum, affine, track);

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public Tensor? running_mean { get => OwnBuffer("running_mean"); set => ReplaceBuffer("running_mean", value); }

            public Tensor? running_var { get => OwnBuffer("running_var"); set => ReplaceBuffer("running_var", value); }

            public Tensor? num_batches_tracked => OwnBuffer("num_batches_tracked");

            public void reset_running_stats() => _statistics.Reset();

            public override Tensor forward(Tensor tensor) => tensor.Dimensions == 4
                ? _statistics.Normalize(tensor)
                : throw new ArgumentException($"Invalid number of dimensions for BatchNorm argument: {tensor.Dimensions}");
        }

        public sealed class LayerNorm : nn.Module<Tensor, Tensor>
        {
            private readonly long[] _shape;
            private readonly double _epsilon;

            internal LayerNorm(long[] shape, double eps, bool affine, bool bias) : base(nameof(LayerNorm))
            {
                (_shape, _epsilon) = (shape, eps);
                if (!affine) return;
                register_parameter("weight", new Parameter(ones(shape)));
                if (bias) register_parameter("bias", new Parameter(zeros(shape)));
            }

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, _shape, weight, bias, _epsilon);
        }

        public sealed class GroupNorm : nn.Module<Tensor, Tensor>
        {
            private readonly long _groups;
            private readonly double _epsilon;

            internal GroupNorm(long groups, long channels, double eps, bool affine) : base(nameof(GroupNorm))
            {
                (_groups, _epsilon) = (groups, eps);
                if (!affine) return;
                register_parameter("weight", new Parameter(ones(channels)));
                register_parameter("bias", new Parameter(zeros(channels)));
            }

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, _groups, weight, bias, _epsilon);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BatchNorm1d BatchNorm1d(long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.BatchNorm1d)new Modules.BatchNorm1d(features, eps, momentum, affine, track_running_stats).Placed(device, dtype);

            public static Modules.BatchNorm2d BatchNorm2d(long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.BatchNorm2d)new Modules.BatchNorm2d(features, eps, momentum, affine, track_running_stats).Placed(device, dtype);

            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.LayerNorm)new Modules.LayerNorm(normalized_shape, eps, elementwise_affine, bias).Placed(device, dtype);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.GroupNorm)new Modules.GroupNorm(num_groups, num_channels, eps, affine).Placed(device, dtype);
        }
    }
}
