using Microsoft.ML;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>Which models a loop keeps in its checkpoint folder.</summary>
public enum ModelRetention
{
    /// <summary>None; a resumed run gives finished rounds without their models.</summary>
    None,

    /// <summary>The last round's.</summary>
    Last,

    /// <summary>Every round's.</summary>
    All,
}

/// <summary>Options of an <see cref="ActiveLearningLoop"/>.</summary>
public sealed record LoopOptions
{
    /// <summary>Chooses the rows of each round.</summary>
    public required SelectionStrategy Strategy { get; init; }

    /// <summary>Labels asked for in each round.</summary>
    /// <value>Default: 100; at least 1.</value>
    public int QuerySize { get; init; } = 100;

    /// <summary>Labelled rows at which the loop ends, those of the initial set and those labelled before included.</summary>
    /// <value>Default: 1,000; at least 1.</value>
    public int Budget { get; init; } = 1000;

    /// <summary>
    /// Chooses the initial set, without a model: its signals are columns of the pool's data, for example the features of a network that was
    /// trained on something else.
    /// </summary>
    /// <value>Default: null, uniformly at random.</value>
    public SelectionStrategy? InitialStrategy { get; init; }

    /// <summary>Rows of the initial set, chosen when the pool holds no label yet.</summary>
    /// <value>Default: null, the query size.</value>
    public int? InitialSize { get; init; }

    /// <summary>Ids of the rows of the initial set, in the order in which they are asked for, where an experiment prescribes them.</summary>
    /// <value>Default: null, they are chosen. Each once, all of the pool, at most the budget; not together with <see cref="InitialStrategy"/> or <see cref="InitialSize"/>.</value>
    public IReadOnlyList<string>? InitialRows { get; init; }

    /// <summary>Size of the random part of the unlabelled rows that is scored in a round, drawn anew each round.</summary>
    /// <value>Default: null, all unlabelled rows. TiDAL and others score 10,000.</value>
    public int? CandidateSubsetSize { get; init; }

    /// <summary>What a new round's model starts from, and which model chooses; see <see cref="ActiveLearningCatalog.Retraining"/>.</summary>
    /// <value>Default: <see cref="RetrainingMode.FromScratch"/>.</value>
    public RetrainingMode Retraining { get; init; } = RetrainingMode.FromScratch;

    /// <summary>Rows that each round's model is measured on; selection never sees them.</summary>
    /// <value>Default: none, rounds then have no metrics.</value>
    public IDataView? TestSet { get; init; }

    /// <summary>Rows that show what to find, for targeted strategies; each round's model scores them. Never rows of the test set.</summary>
    /// <value>Default: none.</value>
    public IDataView? TargetRows { get; init; }

    /// <summary>Rows that show what not to choose, for targeted strategies; each round's model scores them.</summary>
    /// <value>Default: none.</value>
    public IDataView? AvoidedRows { get; init; }

    /// <summary>Labelled rows that stand for the data to do well on, for strategies that use them. Never rows of the test set.</summary>
    /// <value>Default: none.</value>
    public IDataView? ValidationRows { get; init; }

    /// <summary>The folder of the run's state. With one, a run that was killed at any moment is continued by running it again.</summary>
    /// <value>Default: none, the run lives in memory.</value>
    public string? CheckpointFolder { get; init; }

    /// <summary>Which models are kept in the checkpoint folder.</summary>
    /// <value>Default: <see cref="ModelRetention.Last"/>.</value>
    public ModelRetention KeepModels { get; init; } = ModelRetention.Last;

    /// <summary>The root seed: initial set, candidate subsets and strategy draw from streams derived from it by name.</summary>
    /// <value>Default: 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Receives a report at each step of each round.</summary>
    /// <value>Default: none.</value>
    public IProgress<RoundProgress>? Progress { get; init; }
}
