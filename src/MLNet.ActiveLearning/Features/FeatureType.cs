namespace MLNet.ActiveLearning.Features;

/// <summary>How a stored number is kept.</summary>
public enum FeatureType
{
    /// <summary>IEEE 754 binary32: 4 bytes, exact.</summary>
    FullPrecision,

    /// <summary>IEEE 754 binary16: 2 bytes, about 3 decimal digits, at most 65,504; values are rounded to the nearest.</summary>
    HalfPrecision,
}
