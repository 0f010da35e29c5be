using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Contract;

/// <summary>A column of a <see cref="SyntheticView"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="CreateGetter">Makes a getter over a function that gives the cursor's position.</param>
internal sealed record SyntheticColumn(string Name, DataViewType Type, Func<Func<long>, Delegate> CreateGetter)
{
    public override string ToString() => $"{Name}: {Type}";

    public static SyntheticColumn Of<T>(string name, DataViewType type, Func<long, T> value) =>
        new(name, type, position => (ValueGetter<T>)((ref T target) => target = value(position())));

    public static SyntheticColumn Text(string name, Func<long, string> value) =>
        Of(name, TextDataViewType.Instance, position => value(position).AsMemory());

    public static SyntheticColumn Single(string name, Func<long, float> value) => Of(name, NumberDataViewType.Single, value);

    public static SyntheticColumn Int64(string name, Func<long, long> value) => Of(name, NumberDataViewType.Int64, value);

    /// <summary>A vector column; the function fills a vector of zeros.</summary>
    public static SyntheticColumn Vector(string name, int size, Action<long, Span<float>> fill) => new(
        name,
        new VectorDataViewType(NumberDataViewType.Single, size),
        position => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> target) =>
        {
            var editor = VBufferEditor.Create(ref target, size);
            editor.Values.Clear();
            fill(position(), editor.Values);
            target = editor.Commit();
        }));

    /// <summary>A vector column that hands out the arrays themselves, so that a reader who writes into them is found out.</summary>
    public static SyntheticColumn SharedVector(string name, int[] dimensions, float[][] rows) =>
        Of(name, new VectorDataViewType(NumberDataViewType.Single, dimensions), position => new VBuffer<float>(rows[position].Length, rows[position]));

    /// <summary>A vector column whose zeros are left out.</summary>
    public static SyntheticColumn SparseVector(string name, int[] dimensions, float[][] rows) =>
        Of(name, new VectorDataViewType(NumberDataViewType.Single, dimensions), position =>
        {
            int size = rows[position].Length;
            int[] indices = [.. Enumerable.Range(0, size).Where(i => rows[position][i] != 0)];
            return new VBuffer<float>(size, indices.Length, [.. indices.Select(i => rows[position][i])], indices);
        });
}
