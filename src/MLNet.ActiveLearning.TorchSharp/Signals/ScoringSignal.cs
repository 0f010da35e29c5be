using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The definition of a signal: something computed with the trained network when rows are scored, that adds columns to the model's output.</summary>
/// <remarks>
/// Unlike a head it has no weights and takes no part in training. It costs nothing until one of its columns is read. Bring your own by
/// deriving a record from this class. A model is saved with the record's type name and its public properties as JSON.
/// </remarks>
public abstract record ScoringSignal
{
    /// <summary>A short name for logs and errors, for example <c>"stochastic-passes"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The columns that the signal adds, in the order of <see cref="Compute"/>.</summary>
    /// <param name="classCount">Number of classes C.</param>
    public abstract IReadOnlyList<ScoringColumn> GetColumns(int classCount);

    /// <summary>The columns that the signal adds to a model's output; override it if their dimensions depend on the images.</summary>
    /// <param name="spec">Shape of the images and number of classes.</param>
    public virtual IReadOnlyList<ScoringColumn> GetColumns(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return GetColumns(spec.ClassCount);
    }

    /// <summary>The reasons why these options cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public virtual IReadOnlyList<string> FindProblems() => [];

    /// <summary>The reasons why the signal cannot work with a network; asked before training begins.</summary>
    /// <param name="network">The network, with its initial weights.</param>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public virtual IReadOnlyList<string> FindProblems(ImageNetwork network) => [];

    /// <summary>Computes the columns for a batch of rows.</summary>
    /// <param name="batch">The rows, the network, and its output for them. Gradients are off; switch them on with <c>enable_grad()</c>.</param>
    /// <returns>One tensor a column: (B, Dimensions), or (B) for a single number. The caller disposes of them.</returns>
    /// <remarks>Calls of one model take turns.</remarks>
    public abstract IReadOnlyList<Tensor> Compute(ScoringBatch batch);
}
