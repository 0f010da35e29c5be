namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Which parameters of the last linear layer a gradient embedding is taken with respect to.</summary>
public enum GradientKind
{
    /// <summary>The biases: <c>g = a</c>, C numbers.</summary>
    Bias,

    /// <summary>The weights: <c>g = a outer h</c>, C D numbers, class after class.</summary>
    Linear,

    /// <summary>Biases, then weights: C + C D numbers.</summary>
    BiasLinear,
}
