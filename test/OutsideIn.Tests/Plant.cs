using Microsoft.ML;
using Microsoft.ML.Data;

namespace Outsider;

/// <summary>A row of a small table; two numbers decide its kind.</summary>
public sealed class Plant
{
    public int Id { get; set; }

    public string Kind { get; set; } = "";

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public static IReadOnlyList<Plant> Grow(int count, int first = 0) =>
    [
        .. Enumerable.Range(first, count).Select(i =>
        {
            float height = (i * 37 % 101) / 100f;
            float width = (i * 53 % 97) / 96f;
            return new Plant { Id = i, Features = [height, width], Kind = height > width + 0.1f ? "grass" : height < width - 0.3f ? "moss" : "herb" };
        }),
    ];

    public static IDataView View(MLContext ml, int count, int first = 0) => ml.Data.LoadFromEnumerable(Grow(count, first));

    public static int[] Ids(IDataView view)
    {
        var ids = new List<int>();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"]]);
        var getter = cursor.GetGetter<int>(view.Schema["Id"]);
        int id = 0;
        while (cursor.MoveNext())
        {
            getter(ref id);
            ids.Add(id);
        }
        return [.. ids];
    }

    public static T[] Column<T>(IDataView view, string name) => [.. view.GetColumn<T>(name)];
}
