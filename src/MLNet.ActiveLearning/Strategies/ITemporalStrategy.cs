namespace MLNet.ActiveLearning.Strategies;

/// <summary>A row-wise strategy that compares a round's model with that of the round before.</summary>
/// <remarks>
/// A loop scores the rows with both models and gives the strategy the earlier model's scores as a column of their own. With a checkpoint
/// folder it keeps the last round's model there, so that a continued run compares with the same one.
/// </remarks>
public interface ITemporalStrategy
{
    /// <summary>The column of the earlier model's output that is compared.</summary>
    string ScoreColumnName { get; }

    /// <summary>The name under which the strategy reads it.</summary>
    string PreviousScoreColumnName { get; }

    /// <summary>
    /// Chooses in the first round, which has no model before it. If it is an <see cref="ITemporalStrategy"/> too, it is given a model with
    /// newly initialised weights; that needs a trainer that implements <see cref="Retraining.IUntrainedModelSource"/>.
    /// </summary>
    SelectionStrategy FirstRound { get; }
}
