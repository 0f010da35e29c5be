using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>The columns that a proxy appends, in this order: predicted label, score, embedding.</summary>
internal static class ProxySchema
{
    public const int PredictedLabel = 0;
    public const int Score = 1;
    public const int Embedding = 2;

    public static DataViewSchema CreateAppended(IReadOnlyList<string> classNames, int embeddingWidth)
    {
        var builder = new DataViewSchema.Builder();
        Append(builder, classNames, embeddingWidth);
        return builder.ToSchema();
    }

    public static void Append(DataViewSchema.Builder builder, IReadOnlyList<string> classNames, int embeddingWidth)
    {
        builder.AddColumn(SignalNames.PredictedLabel, new KeyDataViewType(typeof(uint), classNames.Count), KeyNames.Write(classNames));
        builder.AddColumn(SignalNames.Score, new VectorDataViewType(NumberDataViewType.Single, classNames.Count), NameSlots(classNames));
        builder.AddColumn(SignalNames.Embedding, new VectorDataViewType(NumberDataViewType.Single, embeddingWidth));
    }

    private static DataViewSchema.Annotations NameSlots(IReadOnlyList<string> classNames)
    {
        ReadOnlyMemory<char>[] names = [.. classNames.Select(n => n.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, names.Length), (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, names.Length);
            names.CopyTo(editor.Values);
            value = editor.Commit();
        });
        return builder.ToAnnotations();
    }
}
