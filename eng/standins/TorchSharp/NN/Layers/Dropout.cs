using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Dropout : nn.Module<Tensor, Tensor>
        {
            private readonly double _probability;
            private readonly bool _inPlace;

            internal Dropout(double probability, bool inPlace) : base(nameof(Dropout)) => (_probability, _inPlace) = (probability, inPlace);

            public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, _probability, training, _inPlace);
        }

        public sealed class Dropout1d : nn.Module<Tensor, Tensor>
        {
            private readonly double _probability;
            private readonly bool _inPlace;

            internal Dropout1d(double probability, bool inPlace) : base(nameof(Dropout1d)) => (_probability, _inPlace) = (probability, inPlace);

            public override Tensor forward(Tensor tensor) => nn.functional.dropout1d(tensor, _probability, training, _inPlace);
        }

        /// <summary>Drops whole channels.</summary>
        public sealed class Dropout2d : nn.Module<Tensor, Tensor>
        {
            private readonly double _probability;
            private readonly bool _inPlace;

            internal Dropout2d(double probability, bool inPlace) : base(nameof(Dropout2d)) => (_probability, _inPlace) = (probability, inPlace);

            public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, _probability, training, _inPlace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Modules.Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Modules.Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
