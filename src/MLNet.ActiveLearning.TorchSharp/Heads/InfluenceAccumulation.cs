namespace MLNet.ActiveLearning.Heads;

/// <summary>What a <see cref="DynamicInfluenceHead"/> takes for the direction that training has gone.</summary>
public enum InfluenceAccumulation
{
    /// <summary>The last layer's parameters now minus those at the start.</summary>
    ParameterDifference,

    /// <summary>Minus the sum of learning rate times gradient over all steps: the same for plain gradient descent, without momentum's and weight decay's part else.</summary>
    GradientSum,
}
