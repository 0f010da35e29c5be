namespace MLNet.ActiveLearning.Weights;

/// <summary>The names of Python that a weight file may refer to. None of them is ever called; each stands for a few lines here.</summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, PickleGlobal> Known = new(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = new(PickleGlobalKind.OrderedDictionary, "OrderedDict"),
        ["torch.Size"] = new(PickleGlobalKind.Size, "torch.Size"),
        ["torch._utils._rebuild_tensor"] = new(PickleGlobalKind.RebuildTensor, "_rebuild_tensor"),
        ["torch._utils._rebuild_tensor_v2"] = new(PickleGlobalKind.RebuildTensor, "_rebuild_tensor_v2"),
        ["torch._utils._rebuild_parameter"] = new(PickleGlobalKind.RebuildParameter, "_rebuild_parameter"),
        ["torch.DoubleStorage"] = Storage("DoubleStorage", WeightElementType.Float64),
        ["torch.FloatStorage"] = Storage("FloatStorage", WeightElementType.Float32),
        ["torch.HalfStorage"] = Storage("HalfStorage", WeightElementType.Float16),
        ["torch.BFloat16Storage"] = Storage("BFloat16Storage", WeightElementType.BFloat16),
        ["torch.LongStorage"] = Storage("LongStorage", WeightElementType.Int64),
        ["torch.IntStorage"] = Storage("IntStorage", WeightElementType.Int32),
        ["torch.ShortStorage"] = Storage("ShortStorage", WeightElementType.Int16),
        ["torch.CharStorage"] = Storage("CharStorage", WeightElementType.Int8),
        ["torch.ByteStorage"] = Storage("ByteStorage", WeightElementType.UInt8),
        ["torch.BoolStorage"] = Storage("BoolStorage", WeightElementType.Boolean),
    };

    /// <exception cref="InvalidDataException">The name is not on the list.</exception>
    public static PickleGlobal Find(string module, string name) =>
        Known.TryGetValue($"{module}.{name}", out PickleGlobal? found) ? found : throw new InvalidDataException(
            $"The file refers to '{module}.{name}', which is neither a tensor nor a plain container, and nothing in a file is executed. "
            + "Save the numbers alone, in Python: torch.save(model.state_dict(), path).");

    private static PickleGlobal Storage(string name, WeightElementType type) => new(PickleGlobalKind.Storage, name, type);
}
