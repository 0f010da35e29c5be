using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Tables;

namespace MLNet.ActiveLearning.Experiments.Tests.Tables;

/// <summary>Reads whole columns of a table.</summary>
internal static class TableRows
{
    public static IDataView Open(string file, params TableColumn[] columns) => TableFiles.Open(new TableOptions { Files = [file], Columns = columns });

    public static IDataView OpenFiles(params TableColumn[] columns) => TableFiles.Open(new TableOptions { Columns = columns });

    public static float[][] Vectors(this IDataView view, string column) => [.. Read<VBuffer<float>, float[]>(view, column, v => [.. v.DenseValues()])];

    public static float[] Numbers(this IDataView view, string column) => [.. Read<float, float>(view, column, v => v)];

    public static long[] Integers(this IDataView view, string column) => [.. Read<long, long>(view, column, v => v)];

    public static string[] Texts(this IDataView view, string column) => [.. Read<ReadOnlyMemory<char>, string>(view, column, v => v.ToString())];

    public static int[] Dimensions(this IDataView view, string column) => [.. ((VectorDataViewType)view.Schema[column].Type).Dimensions];

    public static string[] SlotNames(this IDataView view, string column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema[column].Annotations.GetValue("SlotNames", ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    private static List<TResult> Read<TValue, TResult>(IDataView view, string name, Func<TValue, TResult> convert)
    {
        DataViewSchema.Column column = view.Schema[name];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ValueGetter<TValue> get = cursor.GetGetter<TValue>(column);
        var values = new List<TResult>();
        TValue value = default!;
        while (cursor.MoveNext())
        {
            Assert.AreEqual(values.Count, cursor.Position);
            get(ref value);
            values.Add(convert(value));
        }
        Assert.IsFalse(cursor.MoveNext());
        return values;
    }
}
