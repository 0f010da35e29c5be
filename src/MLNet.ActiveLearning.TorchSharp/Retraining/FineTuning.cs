namespace MLNet.ActiveLearning.Retraining;

/// <summary>The published recipes: fine-tuning (FT), and linear probe then fine-tuning (LP-FT), by data set.</summary>
/// <remarks>
/// Wen, Pizarro, Williams (ASVP), tables 5 and 6, for a ResNet-50 pre-trained with BYOL-EMAN on images of 224 x 224. Epochs of FT are those of both stages
/// of LP-FT. The paper leaves the weight decay of all but ImageNet empty (0 here), and says 50 epochs for ImageNet's two stages with 45 for the second.
/// </remarks>
public static class FineTuning
{
    /// <summary>CIFAR-10, FT: 130 epochs, both rates 0.1.</summary>
    public static FineTuningRecipe Cifar10 { get; } = new();

    /// <summary>CIFAR-10, LP-FT: 10 + 120 epochs, rates 0.1 and 0.01.</summary>
    public static FineTuningRecipe Cifar10Probed { get; } = new() { ProbeEpochs = 10, Epochs = 120, BackboneLearningRate = 0.01 };

    /// <summary>CIFAR-100, FT: 150 epochs, rates 0.1 and 0.05.</summary>
    public static FineTuningRecipe Cifar100 { get; } = new() { Epochs = 150, BackboneLearningRate = 0.05 };

    /// <summary>CIFAR-100, LP-FT: 30 + 120 epochs, rates 0.1 and 0.01.</summary>
    public static FineTuningRecipe Cifar100Probed { get; } = new() { ProbeEpochs = 30, Epochs = 120, BackboneLearningRate = 0.01 };

    /// <summary>ImageNet, FT: 50 epochs, rates 0.1 and 0.01, weight decay 1e-4.</summary>
    public static FineTuningRecipe ImageNet { get; } = new() { Epochs = 50, BackboneLearningRate = 0.01, WeightDecay = 1e-4 };

    /// <summary>ImageNet, LP-FT: 5 + 45 epochs, both rates 0.01, weight decay 1e-4.</summary>
    public static FineTuningRecipe ImageNetProbed { get; } = new() { ProbeEpochs = 5, Epochs = 45, ClassifierLearningRate = 0.01, BackboneLearningRate = 0.01, WeightDecay = 1e-4 };
}
