using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class ReLU : nn.Module<Tensor, Tensor>
        {
            private readonly bool _inPlace;

            internal ReLU(bool inPlace) : base(nameof(ReLU)) => _inPlace = inPlace;

            public override Tensor forward(Tensor tensor) => nn.functional.relu(tensor, _inPlace);
        }

        public sealed class ReLU6 : nn.Module<Tensor, Tensor>
        {
            private readonly bool _inPlace;

            internal ReLU6(bool inPlace) : base(nameof(ReLU6)) => _inPlace = inPlace;

            public override Tensor forward(Tensor tensor) => nn.functional.relu6(tensor, _inPlace);
        }

        public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
        {
            private readonly double _slope;
            private readonly bool _inPlace;

            internal LeakyReLU(double slope, bool inPlace) : base(nameof(LeakyReLU)) => (_slope, _inPlace) = (slope, inPlace);

            public override Tensor forward(Tensor tensor) => nn.functional.leaky_relu(tensor, _slope, _inPlace);
        }

        public sealed class ELU : nn.Module<Tensor, Tensor>
        {
            private readonly double _alpha;
            private readonly bool _inPlace;

            internal ELU(double alpha, bool inPlace) : base(nameof(ELU)) => (_alpha, _inPlace) = (alpha, inPlace);

            public override Tensor forward(Tensor tensor) => nn.functional.elu(tensor, _alpha, _inPlace);
        }

        public sealed class GELU : nn.Module<Tensor, Tensor>
        {
            internal GELU() : base(nameof(GELU))
            {
            }

            public override Tensor forward(Tensor tensor) => tensor.gelu();
        }

        public sealed class SiLU : nn.Module<Tensor, Tensor>
        {
            internal SiLU() : base(nameof(SiLU))
            {
            }

            public override Tensor forward(Tensor tensor) => tensor.silu();
        }

        public sealed class Sigmoid : nn.Module<Tensor, Tensor>
        {
            internal Sigmoid() : base(nameof(Sigmoid))
            {
            }

            public override Tensor forward(Tensor tensor) => tensor.sigmoid();
        }

        public sealed class Tanh : nn.Module<Tensor, Tensor>
        {
            internal Tanh() : base(nameof(Tanh))
            {
            }

            public override Tensor forward(Tensor tensor) => tensor.tanh();
        }

        public sealed class Softplus : nn.Module<Tensor, Tensor>
        {
            private readonly double _beta;
            private readonly double _threshold;

            internal Softplus(double beta, double threshold) : base(nameof(Softplus)) => (_beta, _threshold) = (beta, threshold);

            public override Tensor forward(Tensor tensor) => nn.functional.softplus(tensor, _beta, _threshold);
        }

        public sealed class Softmax : nn.Module<Tensor, Tensor>
        {
            private readonly long _dimension;

            internal Softmax(long dimension) : base(nameof(Softmax)) => _dimension = dimension;

            public override Tensor forward(Tensor tensor) => tensor.softmax(_dimension);
        }

        public sealed class LogSoftmax : nn.Module<Tensor, Tensor>
        {
            private readonly long _dimension;

            internal LogSoftmax(long dimension) : base(nameof(LogSoftmax)) => _dimension = dimension;

            public override Tensor forward(Tensor tensor) => tensor.log_softmax(_dimension);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);

            public static Modules.ReLU6 ReLU6(bool inplace = false) => new(inplace);

            public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);

            public static Modules.ELU ELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);

            public static Modules.GELU GELU() => new();

            public static Modules.SiLU SiLU() => new();

            public static Modules.Sigmoid Sigmoid() => new();

            public static Modules.Tanh Tanh() => new();

            public static Modules.Softplus Softplus(double beta = 1.0, double threshold = 20) => new(beta, threshold);

            public static Modules.Softmax Softmax(long dim) => new(dim);

            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
        }
    }
}
