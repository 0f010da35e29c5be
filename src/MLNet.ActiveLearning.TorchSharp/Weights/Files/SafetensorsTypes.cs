namespace MLNet.ActiveLearning.Weights;

/// <summary>The names of number types in .safetensors files.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<WeightElementType, string> Names = new()
    {
        [WeightElementType.Float64] = "F64",
        [WeightElementType.Float32] = "F32",
        [WeightElementType.Float16] = "F16",
        [WeightElementType.BFloat16] = "BF16",
        [WeightElementType.Int64] = "I64",
        [WeightElementType.Int32] = "I32",
        [WeightElementType.Int16] = "I16",
        [WeightElementType.Int8] = "I8",
        [WeightElementType.UInt8] = "U8",
        [WeightElementType.Boolean] = "BOOL",
    };

    private static readonly Dictionary<string, WeightElementType> Types = Names.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);

    /// <summary>The names that can be read.</summary>
    public static string Known => string.Join(", ", Names.Values);

    public static string GetName(WeightElementType type) => Names[type];

    public static bool TryParse(string name, out WeightElementType type) => Types.TryGetValue(name, out type);
}
