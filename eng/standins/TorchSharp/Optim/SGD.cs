namespace TorchSharp
{
    namespace Modules
    {
        public class SGD : OptimizerHelper, torch.optim.IMomentum
        {
            public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
            {
            }

            public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            {
                Require(lr >= 0, $"Invalid learning rate: {lr}");
                Require(momentum >= 0, $"Invalid momentum value: {momentum}");
                Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
                Require(!nesterov || (momentum > 0 && dampening == 0), "Nesterov momentum requires a momentum and zero dampening");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize };
                foreach (var group in parameters) add_param_group(group);
            }

            private Options Defaults => (Options)_defaults;

            public double Momentum { get => Defaults.momentum!.Value; set => Defaults.momentum = value; }

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                var options = (Options)(param_group.Options ??= new Options());
                options.LearningRate ??= Defaults.LearningRate;
                options.momentum ??= Defaults.momentum;
                options.dampening ??= Defaults.dampening;
                options.weight_decay ??= Defaults.weight_decay;
                options.nesterov ??= Defaults.nesterov;
                options.maximize ??= Defaults.maximize;
                Add(param_group, parameter => new State(parameter));
            }

            public override torch.Tensor? step(Func<torch.Tensor>? closure = null) => Step<Options, State>(closure, Update, options => options.maximize!.Value);

            private static void Update(Options options, Batch<State> batch)
            {
                var gradients = Decayed(batch.Gradients, batch.Parameters, options.weight_decay!.Value);
                if (options.momentum is { } momentum and not 0)
                {
                    var buffers = Accumulate(batch.States, gradients, momentum, 1 - options.dampening!.Value);
                    gradients = options.nesterov == true ? Op.List("_foreach_add.List", gradients, buffers, momentum) : buffers;
                }
                Op.Run("_foreach_add_.List", batch.Parameters, gradients, -options.LearningRate!.Value);
            }

            /// <summary>The momentum buffers after this step; the first gradient of a parameter is its first buffer.</summary>
            private static torch.Tensor[] Accumulate(State[] states, torch.Tensor[] gradients, double momentum, double share)
            {
                var old = Enumerable.Range(0, states.Length).Where(i => states[i].momentum_buffer is not null).ToList();
                if (old.Count > 0)
                {
                    torch.Tensor[] buffers = [.. old.Select(i => states[i].momentum_buffer!)];
                    torch.Tensor[] added = [.. old.Select(i => gradients[i])];
                    Op.Run("_foreach_mul_.Scalar", buffers, momentum);
                    Op.Run("_foreach_add_.List", buffers, added, share);
                }
                for (int i = 0; i < states.Length; i++) states[i].momentum_buffer ??= gradients[i].detach().clone().DetachFromDisposeScope();
                return Array.ConvertAll(states, state => state.momentum_buffer!);
            }

            public class Options : OptimizerOptions
            {
                public double? momentum;
                public double? dampening;
                public double? weight_decay;
                public bool? nesterov;
                public bool? maximize;

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(momentum!.Value);
                    writer.Write(dampening!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(nesterov!.Value);
                    writer.Write(maximize!.Value);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    momentum = reader.ReadDouble();
                    dampening = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    nesterov = reader.ReadBoolean();
                    maximize = reader.ReadBoolean();
                }

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var other = (Options)source;
                    (momentum, dampening, weight_decay, nesterov, maximize) = (other.momentum, other.dampening, other.weight_decay, other.nesterov, other.maximize);
                }
            }

            public class ParamGroup : ParamGroup<Options>, torch.optim.IMomentum
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                    : base(parameters, new() { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
                {
                }

                public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
            }

            public sealed class State : OptimizerState, IDisposable
            {
                public torch.Tensor? momentum_buffer;

                public State(Parameter parameter) : base(parameter)
                {
                }

                public override void Initialize(OptimizerOptions options) => Restart(ref momentum_buffer, wanted: false);

                public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

                public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);

                public override void LoadStateDict(OptimizerState source) => Copy(ref momentum_buffer, ((State)source).momentum_buffer);

                public override void to(torch.Device device) => Move(ref momentum_buffer, device);

                public void Dispose() => momentum_buffer?.Dispose();
            }
        }
    }

    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.SGD SGD(IEnumerable<Modules.Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static Modules.SGD SGD(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(named => named.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static Modules.SGD SGD(IEnumerable<Modules.SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
