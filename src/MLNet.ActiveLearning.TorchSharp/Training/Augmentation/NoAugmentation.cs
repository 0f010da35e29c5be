using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>Trains on the images as they are.</summary>
public sealed record NoAugmentation : Augmentation
{
    /// <inheritdoc/>
    public override Placement Choose(SeededRandom random) => Placement.None;
}
