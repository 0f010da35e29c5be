using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>How a pre-trained network is fine-tuned: at once (FT), or after a linear probe (LP-FT).</summary>
/// <remarks>
/// <para>
/// FT: all parameters, SGD with Nesterov momentum 0.9, one learning rate for the new classifier and one for what is below it, both times 0.1 at the
/// milestones. LP-FT: first the classifier alone, the network below it in eval mode, on varied images, with learning rate
/// <c>a cos(7/16 pi t / T)</c> at each step and no weight decay; then FT from there.
/// </para>
/// <para>
/// Kumar et al., "Fine-Tuning can Distort Pretrained Features and Underperform Out-of-Distribution", ICLR 2022; the numbers of <see cref="FineTuning"/>
/// are those of Wen, Pizarro, Williams (ASVP), tables 5 and 6.
/// </para>
/// </remarks>
public sealed record FineTuningRecipe
{
    /// <summary>Epochs of fine-tuning.</summary>
    /// <value>Default: 130; at least 1.</value>
    public int Epochs { get; init; } = 130;

    /// <summary>Learning rate of the classifier.</summary>
    /// <value>Default: 0.1; greater than 0.</value>
    public double ClassifierLearningRate { get; init; } = 0.1;

    /// <summary>Learning rate of everything below the classifier.</summary>
    /// <value>Default: 0.1; greater than 0.</value>
    public double BackboneLearningRate { get; init; } = 0.1;

    /// <summary>Weight decay of fine-tuning.</summary>
    /// <value>Default: 0; at least 0.</value>
    public double WeightDecay { get; init; }

    /// <summary>Shares of the epochs after which both rates are multiplied by 0.1.</summary>
    /// <value>Default: 0.6 and 0.8, which is the published 30 and 40 of 50 on ImageNet and our reading elsewhere.</value>
    public IReadOnlyList<double> MilestoneFractions { get; init; } = [0.6, 0.8];

    /// <summary>Images of a mini-batch.</summary>
    /// <value>Default: 128; at least 2.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>Epochs of the linear probe before fine-tuning.</summary>
    /// <value>Default: 0, no probe.</value>
    public int ProbeEpochs { get; init; }

    /// <summary>Learning rate a of the linear probe.</summary>
    /// <value>Default: 0.5; greater than 0.</value>
    public double ProbeLearningRate { get; init; } = 0.5;

    /// <summary><c>FT</c> or <c>LP-FT</c>.</summary>
    public string Name => ProbeEpochs > 0 ? "LP-FT" : "FT";

    /// <summary>The same recipe for fewer or more epochs; a probe keeps its share, at least one epoch.</summary>
    /// <param name="epochs">Epochs of probe and fine-tuning together, at least 1; at least 2 with a probe.</param>
    public FineTuningRecipe WithEpochs(int epochs)
    {
        if (epochs < (ProbeEpochs > 0 ? 2 : 1))
        {
            throw new ArgumentOutOfRangeException(nameof(epochs), $"{Name} in {epochs} epochs is not possible; give at least {(ProbeEpochs > 0 ? 2 : 1)}.");
        }
        int probe = ProbeEpochs == 0 ? 0 : Math.Clamp((int)Math.Round((double)epochs * ProbeEpochs / (ProbeEpochs + Epochs)), 1, epochs - 1);
        return this with { ProbeEpochs = probe, Epochs = epochs - probe };
    }

    /// <summary>The options of the fine-tuning stage.</summary>
    /// <param name="options">Architecture, columns, heads and so on.</param>
    public ImageClassificationOptions Apply(ImageClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Optimizer = new SgdOptimizer
            {
                LearningRate = ClassifierLearningRate,
                BackboneLearningRate = BackboneLearningRate,
                WeightDecay = WeightDecay,
                Nesterov = true,
            },
            Schedule = new MultiStepSchedule { MilestoneFractions = MilestoneFractions },
            Stopping = new FixedEpochs(),
            FreezeBackbone = false,
        };
    }

    /// <summary>The options of the linear probe, or null if there is none.</summary>
    /// <param name="options">Architecture, columns, heads and so on.</param>
    public ImageClassificationOptions? ApplyProbe(ImageClassificationOptions options) => ProbeEpochs == 0 ? null : Apply(options) with
    {
        Epochs = ProbeEpochs,
        Optimizer = new SgdOptimizer { LearningRate = ProbeLearningRate, WeightDecay = 0, Nesterov = true },
        Schedule = new WarmupCosineSchedule(),
        FreezeBackbone = true,
    };
}
