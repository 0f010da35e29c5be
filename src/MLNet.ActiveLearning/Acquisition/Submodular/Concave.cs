namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Concave functions by which a feature counts less the more of it the chosen rows have.</summary>
public enum Concave
{
    /// <summary><c>ln(1 + x)</c>.</summary>
    Logarithmic,

    /// <summary><c>sqrt(x)</c>.</summary>
    SquareRoot,

    /// <summary><c>1 - 1 / (1 + x)</c>.</summary>
    Inverse,
}
