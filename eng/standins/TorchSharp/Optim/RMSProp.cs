namespace TorchSharp
{
    namespace Modules
    {
        public class RMSProp : OptimizerHelper, torch.optim.IMomentum
        {
            public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
            {
            }

            public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0.0, bool centered = false, bool maximize = false)
            {
                Require(lr >= 0, $"Invalid learning rate: {lr}");
                Require(eps >= 0, $"Invalid eps value: {eps}");
                Require(momentum >= 0, $"Invalid momentum value: {momentum}");
                Require(alpha >= 0, $"Invalid alpha value: {alpha}");
                Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize };
                foreach (var group in parameters) add_param_group(group);
            }

            private Options Defaults => (Options)_defaults;

            public double Momentum { get => Defaults.momentum!.Value; set => Defaults.momentum = value; }

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                var options = (Options)(param_group.Options ??= new Options());
                options.LearningRate ??= Defaults.LearningRate;
                options.alpha ??= Defaults.alpha;
                options.eps ??= Defaults.eps;
                options.weight_decay ??= Defaults.weight_decay;
                options.momentum ??= Defaults.momentum;
                options.centered ??= Defaults.centered;
                options.maximize ??= Defaults.maximize;
                Add(param_group, parameter => new State(parameter));
            }

            public override torch.Tensor? step(Func<torch.Tensor>? closure = null) => Step<Options, State>(closure, Update, options => options.maximize!.Value);

            private static void Update(Options options, Batch<State> batch)
            {
                double alpha = options.alpha!.Value;
                foreach (var state in batch.States) state.step++;
                var gradients = Decayed(batch.Gradients, batch.Parameters, options.weight_decay!.Value);
                var square = batch.Of(state => state.square_avg);
                Op.Run("_foreach_mul_.Scalar", square, alpha);
                Op.Run("_foreach_addcmul_.Scalar", square, gradients, gradients, 1 - alpha);
                if (options.centered == true)
                {
                    var mean = batch.Of(state => state.grad_avg);
                    Op.Run("_foreach_mul_.Scalar", mean, alpha);
                    Op.Run("_foreach_add_.List", mean, gradients, 1 - alpha);
                    square = Op.List("_foreach_addcmul.Scalar", square, mean, mean, -1);
                }
                var scale = Op.List("_foreach_sqrt", square);
                Op.Run("_foreach_add_.Scalar", scale, options.eps!.Value);
                double rate = -options.LearningRate!.Value;
                double momentum = options.momentum!.Value;
                if (momentum == 0)
                {
                    Op.Run("_foreach_addcdiv_.Scalar", batch.Parameters, gradients, scale, rate);
                    return;
                }
                var buffers = batch.Of(state => state.momentum_buffer);
                Op.Run("_foreach_mul_.Scalar", buffers, momentum);
                Op.Run("_foreach_addcdiv_.Scalar", buffers, gradients, scale);
                Op.Run("_foreach_add_.List", batch.Parameters, buffers, rate);
            }

            public class Options : OptimizerOptions
            {
                public double? alpha;
                public double? weight_decay;
                public double? eps;
                public double? momentum;
                public bool? centered;
                public bool? maximize;

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(maximize!.Value);
                    writer.Write(momentum!.Value);
                    writer.Write(alpha!.Value);
                    writer.Write(eps!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(centered!.Value);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    maximize = reader.ReadBoolean();
                    momentum = reader.ReadDouble();
                    alpha = reader.ReadDouble();
                    eps = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    centered = reader.ReadBoolean();
                }

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var other = (Options)source;
                    (alpha, weight_decay, eps) = (other.alpha, other.weight_decay, other.eps);
                    (momentum, centered, maximize) = (other.momentum, other.centered, other.maximize);
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

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0.0, bool centered = false)
                    : base(parameters, new() { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
                {
                }

                public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
            }

            public sealed class State : OptimizerState, IDisposable
            {
                public long step;
                public torch.Tensor? square_avg;
                public torch.Tensor? momentum_buffer;
                public torch.Tensor? grad_avg;

                public State(Parameter parameter) : base(parameter)
                {
                }

                public override void Initialize(OptimizerOptions options)
                {
                    step = 0;
                    Restart(ref square_avg);
                    Restart(ref momentum_buffer);
                    Restart(ref grad_avg);
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    writer.Write(step);
                    square_avg!.Save(writer);
                    SaveConditionalStateTensor(writer, momentum_buffer);
                    SaveConditionalStateTensor(writer, grad_avg);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    step = reader.ReadInt64();
                    square_avg!.Load(reader);
                    LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
                    LoadConditionalStateTensor(reader, ref grad_avg, _parameter.device);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var other = (State)source;
                    step = other.step;
                    Copy(ref square_avg, other.square_avg);
                    Copy(ref momentum_buffer, other.momentum_buffer);
                    Copy(ref grad_avg, other.grad_avg);
                }

                public override void to(torch.Device device)
                {
                    Move(ref square_avg, device);
                    Move(ref momentum_buffer, device);
                    Move(ref grad_avg, device);
                }

                public void Dispose()
                {
                    square_avg?.Dispose();
                    momentum_buffer?.Dispose();
                    grad_avg?.Dispose();
                }
            }
        }
    }

    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.RMSProp RMSProp(IEnumerable<Modules.Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static Modules.RMSProp RMSProp(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters.Select(named => named.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static Modules.RMSProp RMSProp(IEnumerable<Modules.RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}
