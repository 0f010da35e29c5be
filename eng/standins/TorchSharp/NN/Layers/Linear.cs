using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Linear : nn.Module<Tensor, Tensor>
        {
            internal Linear(long inputs, long outputs, bool bias) : base(nameof(Linear))
            {
                var weight = new Parameter(empty(outputs, inputs));
                nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
                register_parameter("weight", weight);
                if (!bias) return;
                double bound = inputs > 0 ? 1 / Math.Sqrt(inputs) : 0;
                register_parameter("bias", new Parameter(empty(outputs)));
                nn.init.uniform_(Own("bias")!, -bound, bound);
            }

            public Parameter? weight { get => Own("weight"); set => Replace("weight", value); }

            public Parameter? bias { get => Own("bias"); set => Replace("bias", value); }

            public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight!, bias);
        }

        public sealed class Identity : nn.Module<Tensor, Tensor>
        {
            internal Identity() : base(nameof(Identity))
            {
            }

            /// <summary>Another managed tensor over the same one, which may be disposed on its own.</summary>
            public override Tensor forward(Tensor tensor) => tensor.Share();
        }

        public sealed class Flatten : nn.Module<Tensor, Tensor>
        {
            private readonly long _start;
            private readonly long _end;

            internal Flatten(long start, long end) : base(nameof(Flatten)) => (_start, _end) = (start, end);

            public override Tensor forward(Tensor tensor) => tensor.flatten(_start, _end);
        }

        public sealed class Unflatten : nn.Module<Tensor, Tensor>
        {
            private readonly long _dimension;
            private readonly long[] _sizes;

            internal Unflatten(long dimension, long[] sizes) : base(nameof(Unflatten)) => (_dimension, _sizes) = (dimension, sizes);

            public override Tensor forward(Tensor tensor) => tensor.unflatten(_dimension, _sizes);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                (Modules.Linear)new Modules.Linear(inputSize, outputSize, hasBias).Placed(device, dtype);

            public static Modules.Identity Identity() => new();

            public static Modules.Flatten Flatten(long startDim = 1, long endDim = -1) => new(startDim, endDim);

            public static Modules.Unflatten Unflatten(long dim, long[] unflattenedSize) => new(dim, unflattenedSize);
        }
    }
}
