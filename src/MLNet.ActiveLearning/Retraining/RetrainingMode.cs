using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>How a loop comes by its models: what a round's training starts from, and which model chooses the query.</summary>
/// <remarks>
/// A mode is a definition without state; <see cref="Start"/> makes what lives as long as a run. Assemblies that bring a trainer bring modes of
/// their own by deriving a record.
/// </remarks>
public abstract record RetrainingMode
{
    /// <summary>Newly initialised weights, the same in every round: rounds are comparable.</summary>
    public static RetrainingMode FromScratch { get; } = new DirectRetraining("FromScratch", continues: false);

    /// <summary>The previous round's weights, with a new optimiser and schedule; needs a trainer that implements <see cref="IActiveLearningTrainer"/>.</summary>
    public static RetrainingMode Update { get; } = new DirectRetraining("Update", continues: true);

    /// <summary>One word for reports.</summary>
    public abstract string Name { get; }

    /// <summary>Everything that the models of a run depend on besides data and trainer; a run is only continued with an equal description.</summary>
    public virtual string Description => Name;

    /// <summary>Whether a round starts from the model of the round before, which then has to be kept.</summary>
    public virtual bool NeedsPreviousModel => false;

    /// <summary>Whether another model than the round's own writes what the strategy reads.</summary>
    public virtual bool ChoosesByProxy => false;

    /// <summary>The reasons why this cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <param name="trainer">The loop's trainer.</param>
    public virtual IReadOnlyList<string> FindProblems(IEstimator<ITransformer> trainer) => [];

    /// <summary>Begins a run, or continues one.</summary>
    /// <param name="setup">What the run is made of.</param>
    public abstract RetrainingRun Start(RetrainingSetup setup);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
