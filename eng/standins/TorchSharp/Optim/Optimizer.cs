using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public interface ILearningRateController
            {
                double LearningRate { get; set; }

                double InitialLearningRate { get; set; }
            }

            public interface IMomentum
            {
                double Momentum { get; set; }
            }

            public interface IBetas
            {
                (double, double) Betas { get; set; }
            }

            /// <summary>Changes parameters along their gradients. Make it after the module has been moved: moving replaces the parameters.</summary>
            public abstract class Optimizer : IDisposable
            {
                protected IList<ParamGroup> _parameter_groups = [];

                private protected Optimizer()
                {
                }

                public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

                public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

                public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

                public abstract Tensor? step(Func<Tensor>? closure = null);

                /// <summary>Fills the gradients with zeros; unlike <c>Module.zero_grad</c>, which drops them.</summary>
                public virtual void zero_grad()
                {
                    using var scope = NewDisposeScope();
                    Tensor[] gradients = [.. parameters().Select(parameter => parameter.grad).OfType<Tensor>()];
                    if (gradients.Length > 0) Op.Run("_foreach_zero_", gradients);
                }

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }

                /// <summary>References to an optimiser's options and states, not copies of them.</summary>
                public class StateDictionary
                {
                    internal StateDictionary()
                    {
                    }

                    public List<OptimizerOptions> Options { get; } = [];

                    public List<OptimizerState> State { get; } = [];

                    /// <summary>For each group, the indices of its parameters' states.</summary>
                    public List<List<int>> StateIndexRef { get; } = [];
                }
            }
        }
    }

    namespace Modules
    {
        /// <summary>Parameters that share their options.</summary>
        public class ParamGroup : torch.optim.ILearningRateController
        {
            public IEnumerable<Parameter> Parameters { get; set; } = [];

            public OptimizerOptions Options { get; set; } = null!;

            public double LearningRate { get => Options.LearningRate!.Value; set => Options.LearningRate = value; }

            public double InitialLearningRate { get => Options.InitialLearningRate; set => Options.InitialLearningRate = value; }
        }

        public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
            {
                Parameters = parameters;
                Options = options!;
            }

            public new TOptions Options { get => (TOptions)base.Options; set => base.Options = value; }
        }

        public class OptimizerOptions
        {
            public double? LearningRate { get; set; }

            public double InitialLearningRate { get; set; }

            public virtual void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(InitialLearningRate);
                writer.Write(LearningRate!.Value);
            }

            public virtual void LoadStateDict(BinaryReader reader)
            {
                InitialLearningRate = reader.ReadDouble();
                LearningRate = reader.ReadDouble();
            }

            public virtual void LoadStateDict(OptimizerOptions source) =>
                (InitialLearningRate, LearningRate) = (source.InitialLearningRate, source.LearningRate);
        }

        /// <summary>What an optimiser remembers of one parameter.</summary>
        public abstract class OptimizerState
        {
            protected Parameter _parameter;

            protected OptimizerState(Parameter parameter) => _parameter = parameter;

            public abstract void Initialize(OptimizerOptions options);

            public abstract void SaveStateDict(BinaryWriter writer);

            public abstract void LoadStateDict(BinaryReader reader);

            public abstract void LoadStateDict(OptimizerState source);

            public virtual void to(torch.Device device)
            {
            }

            protected static void SaveConditionalStateTensor(BinaryWriter writer, torch.Tensor? tensor)
            {
                writer.Write(tensor is not null);
                tensor?.Save(writer);
            }

            protected static void LoadConditionalStateTensor(BinaryReader reader, ref torch.Tensor? result, torch.Device device)
            {
                result?.Dispose();
                result = reader.ReadBoolean() ? TensorExtensionMethods.Load(reader).to(device, disposeAfter: true).DetachFromDisposeScope() : null;
            }

            /// <summary>A new tensor of zeros like the parameter, in place of an old one.</summary>
            private protected void Restart(ref torch.Tensor? tensor, bool wanted = true)
            {
                tensor?.Dispose();
                tensor = wanted ? torch.zeros_like(_parameter).DetachFromDisposeScope() : null;
            }

            private protected void Copy(ref torch.Tensor? tensor, torch.Tensor? source)
            {
                tensor?.Dispose();
                tensor = source?.to(_parameter.device, copy: true).DetachFromDisposeScope();
            }

            private protected static void Move(ref torch.Tensor? tensor, torch.Device device)
            {
                var old = tensor;
                tensor = old?.to(device).DetachFromDisposeScope();
                old?.Dispose();
            }
        }
    }
}
