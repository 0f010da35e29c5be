namespace MLNet.ActiveLearning.Weights;

#pragma warning disable CA1720 // The members are types of numbers, and these are their names.
/// <summary>The number type of a tensor in a weight file.</summary>
public enum WeightElementType
{
    /// <summary>64-bit float.</summary>
    Float64,

    /// <summary>32-bit float.</summary>
    Float32,

    /// <summary>16-bit float of IEEE 754: 5 bits of exponent.</summary>
    Float16,

    /// <summary>16-bit float with the 8 bits of exponent of a 32-bit float.</summary>
    BFloat16,

    /// <summary>64-bit integer.</summary>
    Int64,

    /// <summary>32-bit integer.</summary>
    Int32,

    /// <summary>16-bit integer.</summary>
    Int16,

    /// <summary>8-bit integer with a sign.</summary>
    Int8,

    /// <summary>8-bit integer without a sign.</summary>
    UInt8,

    /// <summary>A byte that is 0 or 1.</summary>
    Boolean,
}
#pragma warning restore CA1720
