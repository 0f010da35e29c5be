using MLNet.ActiveLearning.Architectures;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The definition of a head: something trained beside the classifier that adds columns to the model's output.</summary>
/// <remarks>
/// Bring your own by deriving a record from this class and a module from <see cref="HeadModule"/>. A model is saved with the
/// record's type name and its public properties as JSON.
/// </remarks>
public abstract record TrainingHead
{
    /// <summary>A short name, unique among the heads of a trainer, for example <c>"training-dynamics"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the head's loss looks at unlabelled images too; training then reads <see cref="Retraining.TrainingContext.Unlabeled"/> into memory.</summary>
    /// <value>Default false.</value>
    public virtual bool NeedsUnlabeledImages => false;

    /// <summary>The columns that the head adds, in the order of <see cref="HeadModule.Score(NetworkOutput)"/>.</summary>
    /// <param name="classCount">Number of classes C.</param>
    public abstract IReadOnlyList<HeadColumn> GetColumns(int classCount);

    /// <summary>The reasons why these options cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public virtual IReadOnlyList<string> FindProblems() => [];

    /// <summary>Builds the head's module with newly initialised weights, drawn from torch's generator.</summary>
    /// <param name="network">The network it will be attached to, for its shapes.</param>
    /// <param name="spec">The images and the number of classes.</param>
    /// <exception cref="ArgumentException">The head cannot work with this network, or its options are invalid.</exception>
    public abstract HeadModule Build(ImageNetwork network, NetworkSpec spec);

    /// <summary>Builds the head's module where it needs networks of its own, such as a teacher.</summary>
    /// <param name="network">The network it will be attached to, for its shapes.</param>
    /// <param name="spec">The images and the number of classes.</param>
    /// <param name="architecture">What the network was built from.</param>
    /// <returns>As <see cref="Build(ImageNetwork, NetworkSpec)"/>, which this calls by default.</returns>
    /// <exception cref="ArgumentException">The head cannot work with this network, or its options are invalid.</exception>
    public virtual HeadModule Build(ImageNetwork network, NetworkSpec spec, Architecture architecture) => Build(network, spec);

    /// <summary>Refuses options that cannot work, all problems in one message.</summary>
    private protected void ThrowIfInvalid()
    {
        IReadOnlyList<string> problems = FindProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
    }
}
