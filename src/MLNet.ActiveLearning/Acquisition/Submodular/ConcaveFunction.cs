namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>A concave function g: how fast more of the same loses its worth.</summary>
public enum ConcaveFunction
{
    /// <summary><c>sqrt(x)</c>.</summary>
    SquareRoot,

    /// <summary><c>ln(1 + x)</c>.</summary>
    Logarithm,

    /// <summary><c>1 - 1 / (1 + x)</c>.</summary>
    Inverse,
}
