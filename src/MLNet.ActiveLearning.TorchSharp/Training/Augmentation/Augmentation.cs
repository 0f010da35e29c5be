using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>How training images are varied from epoch to epoch; scoring never varies them.</summary>
/// <remarks>Bring your own shifts and flips by deriving a record.</remarks>
public abstract record Augmentation
{
    /// <summary>Chooses the placement of one image in one epoch.</summary>
    /// <param name="random">Seeded by run, epoch and position in the epoch, so the choice does not depend on threads.</param>
    public abstract Placement Choose(SeededRandom random);

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    public virtual IReadOnlyList<string> FindProblems() => [];
}
