namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Which loss stands for that of the unknown label in a <see cref="GradientNorm"/>.</summary>
public enum GradientNormSurrogate
{
    /// <summary>The entropy of the class probabilities: both schemes of the released code.</summary>
    Entropy,

    /// <summary>The norm of the gradient at each label, weighted by the label's probability.</summary>
    ExpectedOverLabels,

    /// <summary>The cross-entropy with the most probable class.</summary>
    PseudoLabel,
}

/// <summary>How the gradients of weights and biases become one number in a <see cref="GradientNorm"/>.</summary>
public enum ParameterNorm
{
    /// <summary>The sum of the norms of the weights' and the biases' gradient, as in the released code.</summary>
    SumOverTensors,

    /// <summary>The norm of both gradients together.</summary>
    Global,
}
