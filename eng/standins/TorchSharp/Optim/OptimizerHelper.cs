using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>
/// What the optimisers share: their states, their files, and a step over a whole group at once, so that it costs a few native calls
/// however many parameters there are.
/// </summary>
public abstract class OptimizerHelper : torch.optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    protected OptimizerOptions _defaults = null!;

    /// <summary>The parameters of a group that have a gradient, with their gradients and states.</summary>
    private protected readonly record struct Batch<TState>(Parameter[] Parameters, torch.Tensor[] Gradients, TState[] States)
    {
        /// <summary>The parts that have made equally many steps; nearly always one.</summary>
        internal IEnumerable<(long Step, Batch<TState> Part)> BySteps(Func<TState, long> advance)
        {
            var states = States;
            long[] steps = [.. states.Select(advance)];
            if (steps.Distinct().Count() <= 1)
            {
                if (steps.Length > 0) yield return (steps[0], this);
                yield break;
            }
            foreach (var part in Enumerable.Range(0, steps.Length).GroupBy(i => steps[i]))
            {
                var self = this;
                yield return (part.Key, new([.. part.Select(i => self.Parameters[i])], [.. part.Select(i => self.Gradients[i])], [.. part.Select(i => self.States[i])]));
            }
        }

        internal torch.Tensor[] Of(Func<TState, torch.Tensor?> tensor) => Array.ConvertAll(States, state => tensor(state)!);
    }

    private protected torch.Tensor? Step<TOptions, TState>(Func<torch.Tensor>? closure, Action<TOptions, Batch<TState>> update, Func<TOptions, bool> maximize)
        where TOptions : OptimizerOptions where TState : OptimizerState
    {
        torch.Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = torch.enable_grad();
            loss = closure();
        }
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var group in _parameter_groups)
        {
            var options = (TOptions)group.Options;
            var batch = Collect<TState>(group, maximize(options));
            if (batch.Parameters.Length > 0) update(options, batch);
        }
        return loss;
    }

    private Batch<TState> Collect<TState>(ParamGroup group, bool negate) where TState : OptimizerState
    {
        var parameters = new List<Parameter>();
        var gradients = new List<torch.Tensor>();
        var states = new List<TState>();
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            parameters.Add(parameter);
            gradients.Add(negate ? gradient.neg() : gradient);
            states.Add((TState)_states[parameter]);
        }
        return new([.. parameters], [.. gradients], [.. states]);
    }

    /// <summary>Gradients with the weights' decay added.</summary>
    private protected static torch.Tensor[] Decayed(torch.Tensor[] gradients, Parameter[] parameters, double decay) =>
        decay == 0 ? gradients : Op.List("_foreach_add.List", gradients, parameters, decay);

    private protected void Add(ParamGroup group, Func<Parameter, OptimizerState> state)
    {
        group.Options.InitialLearningRate = group.Options.LearningRate!.Value;
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var made = state(parameter);
            made.Initialize(group.Options);
            _states[parameter] = made;
        }
    }

    private protected static void Require(bool valid, string problem)
    {
        if (!valid) throw new ArgumentException(problem);
    }

    public void to(torch.Device device)
    {
        foreach (var state in _states.Values) state.to(device);
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var indices = new List<int>();
            dictionary.StateIndexRef.Add(indices);
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_states[parameter]);
            }
        }
        return dictionary;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        Require(state_dict.Options.Count == own.Options.Count, "Invalid optimizer state -- different number of parameter groups.");
        Require(state_dict.State.Count == own.State.Count, "Invalid optimizer state -- different number of states.");
        foreach (var (mine, theirs) in own.Options.Zip(state_dict.Options)) mine.LoadStateDict(theirs);
        foreach (var (mine, theirs) in own.State.Zip(state_dict.State))
        {
            if (mine != theirs) mine.LoadStateDict(theirs);
        }
    }

    /// <summary>Writes the optimiser's name, the numbers of groups and states in LEB128, then each of them.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var dictionary = state_dict();
        writer.Write(GetType().Name);
        writer.Encode(dictionary.Options.Count);
        writer.Encode(dictionary.State.Count);
        foreach (var options in dictionary.Options) options.SaveStateDict(writer);
        foreach (var state in dictionary.State) state.SaveStateDict(writer);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    /// <exception cref="InvalidDataException">Another optimiser wrote it.</exception>
    /// <exception cref="ArgumentException">It has other numbers of groups or states.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        string optimizer = reader.ReadString();
        if (optimizer != GetType().Name)
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{optimizer}' in the loaded stream.");
        var dictionary = state_dict();
        Require(reader.Decode() == dictionary.Options.Count, "Invalid optimizer state -- different number of parameter groups.");
        Require(reader.Decode() == dictionary.State.Count, "Invalid optimizer state -- different number of states.");
        foreach (var options in dictionary.Options) options.LoadStateDict(reader);
        foreach (var state in dictionary.State) state.LoadStateDict(reader);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        foreach (var state in _states.Values.OfType<IDisposable>()) state.Dispose();
        _states.Clear();
    }
}
