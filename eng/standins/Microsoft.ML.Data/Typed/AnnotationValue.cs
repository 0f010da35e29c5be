namespace Microsoft.ML.Data;

/// <summary>Turns a .NET value into an annotation: strings become text, arrays vectors.</summary>
internal static class AnnotationValue
{
    public static Action<DataViewSchema.Annotations.Builder> Adder<T>(string kind, T value, DataViewType type)
    {
        switch (value)
        {
            case string text:
                return builder => builder.AddPrimitiveValue(kind, (PrimitiveDataViewType)type, text.AsMemory());
            case string[] texts:
                return Vector(kind, Array.ConvertAll(texts, t => t.AsMemory()), type);
            case Array array:
                return (Action<DataViewSchema.Annotations.Builder>)typeof(AnnotationValue)
                    .GetMethod(nameof(Vector), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
                    .MakeGenericMethod(array.GetType().GetElementType()).Invoke(null, [kind, array, type]);
            default:
                Contracts.CheckParam(type.RawType == typeof(T), nameof(type), $"An annotation of type {type} cannot hold a {typeof(T)}.");
                return builder => builder.Add(kind, type, (ref T destination) => destination = value);
        }
    }

    private static Action<DataViewSchema.Annotations.Builder> Vector<TItem>(string kind, TItem[] values, DataViewType type)
    {
        Contracts.CheckParam(type.RawType == typeof(VBuffer<TItem>), nameof(type), $"An annotation of type {type} cannot hold a {typeof(TItem)}[].");
        return builder => builder.Add(kind, type, (ref VBuffer<TItem> destination) => new VBuffer<TItem>(values.Length, values).CopyTo(ref destination));
    }
}
