namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Which of the two labels of CIFAR-100 to use.</summary>
public enum Cifar100Labels
{
    /// <summary>The 100 classes.</summary>
    Fine,

    /// <summary>The 20 groups of five classes.</summary>
    Coarse,
}
