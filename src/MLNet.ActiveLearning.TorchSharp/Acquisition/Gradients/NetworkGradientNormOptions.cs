namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Options of <see cref="NetworkGradientNorm"/>.</summary>
public sealed record NetworkGradientNormOptions
{
    /// <summary>The loss that stands for that of the unknown label.</summary>
    /// <value>Default: <see cref="GradientNormSurrogate.Entropy"/>, which is both schemes of the released code.</value>
    public GradientNormSurrogate Surrogate { get; init; } = GradientNormSurrogate.Entropy;

    /// <summary>How the gradients of the parameter tensors become one number.</summary>
    /// <value>Default: <see cref="ParameterNorm.SumOverTensors"/>, as in the released code.</value>
    public ParameterNorm Norm { get; init; } = ParameterNorm.SumOverTensors;

    /// <summary>Samples that go through the network at once; a pass with gradients takes several times the memory of one without.</summary>
    /// <value>Default: 32; at least 1.</value>
    public int BatchSize { get; init; } = 32;

    /// <summary>The reasons why these options cannot work, each a sentence that says what was given and what is allowed.</summary>
    public IReadOnlyList<string> FindProblems() =>
    [
        .. Enum.IsDefined(Surrogate) ? Array.Empty<string>() : [$"Surrogate of NetworkGradientNormOptions is {Surrogate}; use one of {string.Join(", ", Enum.GetNames<GradientNormSurrogate>())}."],
        .. Enum.IsDefined(Norm) ? Array.Empty<string>() : [$"Norm of NetworkGradientNormOptions is {Norm}; use one of {string.Join(", ", Enum.GetNames<ParameterNorm>())}."],
        .. BatchSize >= 1 ? Array.Empty<string>() : [$"BatchSize of NetworkGradientNormOptions is {BatchSize}; use 1 or more, for example 32."],
    ];
}
