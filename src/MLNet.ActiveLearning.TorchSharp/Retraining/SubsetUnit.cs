namespace MLNet.ActiveLearning.Retraining;

/// <summary>What subset training matches gradients with.</summary>
public enum SubsetUnit
{
    /// <summary>Whole mini-batches: their mean gradients against the sum of all. What DISTIL does.</summary>
    Batch,

    /// <summary>Rows, class by class: against the sum over the class's rows.</summary>
    Class,

    /// <summary>Rows, class by class, looking at the gradient of the class's own output alone: 1 + D numbers instead of C (1 + D). What CORDS does on CIFAR-10.</summary>
    ClassOutput,
}
