namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Adam with weight decay taken from the weights themselves.</summary>
        public class AdamW : OptimizerHelper, torch.optim.IBetas
        {
            public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
            {
            }

            public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                Require(lr >= 0, $"Invalid learning rate: {lr}");
                Require(beta1 is >= 0 and < 1, $"Invalid beta1 value: {beta1}");
                Require(beta2 is >= 0 and < 1, $"Invalid beta2 value: {beta2}");
                Require(eps >= 0, $"Invalid eps value: {eps}");
                Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
                foreach (var group in parameters) add_param_group(group);
            }

            private Options Defaults => (Options)_defaults;

            public (double, double) Betas
            {
                get => (Defaults.beta1!.Value, Defaults.beta2!.Value);
                set => (Defaults.beta1, Defaults.beta2) = value;
            }

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                var options = (Options)(param_group.Options ??= new Options());
                options.LearningRate ??= Defaults.LearningRate;
                options.beta1 ??= Defaults.beta1;
                options.beta2 ??= Defaults.beta2;
                options.eps ??= Defaults.eps;
                options.weight_decay ??= Defaults.weight_decay;
                options.amsgrad ??= Defaults.amsgrad;
                options.maximize ??= Defaults.maximize;
                Add(param_group, parameter => new State(parameter));
            }

            public override torch.Tensor? step(Func<torch.Tensor>? closure = null) => Step<Options, State>(closure, Update, options => options.maximize!.Value);

            private static void Update(Options options, Batch<State> batch)
            {
                foreach (var (step, part) in batch.BySteps(state => ++state.step)) Update(options, part, step);
            }

            private static void Update(Options options, Batch<State> batch, long step)
            {
                var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
                var gradients = batch.Gradients;
                Op.Run("_foreach_mul_.Scalar", batch.Parameters, 1 - options.LearningRate!.Value * options.weight_decay!.Value);
                var mean = batch.Of(state => state.exp_avg);
                Op.Run("_foreach_mul_.Scalar", mean, beta1);
                Op.Run("_foreach_add_.List", mean, gradients, 1 - beta1);
                var square = batch.Of(state => state.exp_avg_sq);
                Op.Run("_foreach_mul_.Scalar", square, beta2);
                Op.Run("_foreach_addcmul_.Scalar", square, gradients, gradients, 1 - beta2);
                if (options.amsgrad == true)
                {
                    var largest = batch.Of(state => state.max_exp_avg_sq);
                    for (int i = 0; i < largest.Length; i++) Op.Run("maximum.out", largest[i], square[i], largest[i]);
                    square = largest;
                }
                var scale = Op.List("_foreach_sqrt", square);
                Op.Run("_foreach_div_.Scalar", scale, Math.Sqrt(1 - Math.Pow(beta2, step)));
                Op.Run("_foreach_add_.Scalar", scale, options.eps!.Value);
                Op.Run("_foreach_addcdiv_.Scalar", batch.Parameters, mean, scale, -options.LearningRate!.Value / (1 - Math.Pow(beta1, step)));
            }

            public class Options : OptimizerOptions
            {
                public double? beta1;
                public double? beta2;
                public double? weight_decay;
                public double? eps;
                public bool? amsgrad;
                public bool? maximize;

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(beta1!.Value);
                    writer.Write(beta2!.Value);
                    writer.Write(eps!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(amsgrad!.Value);
                    writer.Write(maximize!.Value);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    beta1 = reader.ReadDouble();
                    beta2 = reader.ReadDouble();
                    eps = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    amsgrad = reader.ReadBoolean();
                    maximize = reader.ReadBoolean();
                }

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var other = (Options)source;
                    (beta1, beta2, eps) = (other.beta1, other.beta2, other.eps);
                    (weight_decay, amsgrad, maximize) = (other.weight_decay, other.amsgrad, other.maximize);
                }
            }

            public class ParamGroup : ParamGroup<Options>, torch.optim.IBetas
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                    : base(parameters, new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
                {
                }

                public (double, double) Betas
                {
                    get => (Options.beta1!.Value, Options.beta2!.Value);
                    set => (Options.beta1, Options.beta2) = value;
                }
            }

            public sealed class State : OptimizerState, IDisposable
            {
                public long step;
                public torch.Tensor? exp_avg;
                public torch.Tensor? exp_avg_sq;
                public torch.Tensor? max_exp_avg_sq;

                public State(Parameter parameter) : base(parameter)
                {
                }

                public override void Initialize(OptimizerOptions options)
                {
                    step = 0;
                    Restart(ref exp_avg);
                    Restart(ref exp_avg_sq);
                    Restart(ref max_exp_avg_sq, ((Options)options).amsgrad!.Value);
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    writer.Write(step);
                    exp_avg!.Save(writer);
                    exp_avg_sq!.Save(writer);
                    SaveConditionalStateTensor(writer, max_exp_avg_sq);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    step = reader.ReadInt64();
                    exp_avg!.Load(reader);
                    exp_avg_sq!.Load(reader);
                    LoadConditionalStateTensor(reader, ref max_exp_avg_sq, _parameter.device);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var other = (State)source;
                    step = other.step;
                    Copy(ref exp_avg, other.exp_avg);
                    Copy(ref exp_avg_sq, other.exp_avg_sq);
                    Copy(ref max_exp_avg_sq, other.max_exp_avg_sq);
                }

                public override void to(torch.Device device)
                {
                    Move(ref exp_avg, device);
                    Move(ref exp_avg_sq, device);
                    Move(ref max_exp_avg_sq, device);
                }

                public void Dispose()
                {
                    exp_avg?.Dispose();
                    exp_avg_sq?.Dispose();
                    max_exp_avg_sq?.Dispose();
                }
            }
        }
    }

    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.AdamW AdamW(IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Modules.AdamW AdamW(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(named => named.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Modules.AdamW AdamW(IEnumerable<Modules.AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
