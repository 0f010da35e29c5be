using System.Globalization;
using System.Text;

namespace MLNet.ActiveLearning.DatasetMaps;

/// <summary>Writes a dataset map as a table.</summary>
public static class DatasetMapFile
{
    /// <summary>The map as CSV (RFC 4180): a header, then a line a sample by position; numbers in the invariant culture.</summary>
    /// <param name="map">The map.</param>
    /// <param name="classNames">The names of the classes.</param>
    /// <param name="ids">The ids of the samples by position; null for the positions.</param>
    /// <exception cref="ArgumentException">There are fewer ids or names than the map needs.</exception>
    public static string ToCsv(DatasetMap map, IReadOnlyList<string> classNames, IReadOnlyList<string>? ids = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(classNames);
        if (ids is not null && ids.Count != map.Points.Count)
        {
            throw new ArgumentException($"There are {ids.Count} ids for {map.Points.Count} samples; give one a sample.", nameof(ids));
        }

        var text = new StringBuilder("id,label,confidence,variability,correctness,forgetting_events,difficulty\n");
        foreach (DatasetMapPoint point in map.Points)
        {
            if (point.Label >= classNames.Count)
            {
                throw new ArgumentException($"Sample {point.Position} has class {point.Label} but there are {classNames.Count} names; name every class.", nameof(classNames));
            }

            string id = ids is null ? point.Position.ToString(CultureInfo.InvariantCulture) : Quote(ids[point.Position]);
            text.Append(CultureInfo.InvariantCulture, $"{id},{Quote(classNames[point.Label])},{point.Confidence:0.######},{point.Variability:0.######},{point.Correctness:0.####},{point.ForgettingEvents},{point.Difficulty}\n");
        }

        return text.ToString();
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
