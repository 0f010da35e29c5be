using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Commands;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>Writes chosen rows, best first. Ranks and positions count from 0, lines end with a line feed.</summary>
internal static class SelectionWriter
{
    public static void Write(TextWriter writer, SelectSettings settings, IReadOnlyList<QueriedRow> rows)
    {
        switch (settings.Format)
        {
            case SelectionFormat.Json:
                WriteJson(writer, settings, rows);
                break;
            case SelectionFormat.Ids:
                WriteIds(writer, rows);
                break;
            default:
                WriteCsv(writer, rows);
                break;
        }
    }

    private static void WriteCsv(TextWriter writer, IReadOnlyList<QueriedRow> rows)
    {
        writer.Write("rank,id,position,utility\n");
        for (int rank = 0; rank < rows.Count; rank++)
        {
            QueriedRow row = rows[rank];
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{rank},{Quote(row.Id)},{row.Position},{row.Utility:R}\n"));
        }
    }

    private static void WriteIds(TextWriter writer, IReadOnlyList<QueriedRow> rows)
    {
        if (rows.FirstOrDefault(r => r.Id.AsSpan().ContainsAny('\r', '\n')) is { } row)
        {
            throw new BadArgumentsException(
                $"--format ids writes one id on each line, and the id of the row at position {row.Position} has several lines. Use --format csv or json.");
        }
        foreach (QueriedRow chosen in rows)
        {
            writer.Write(chosen.Id);
            writer.Write('\n');
        }
    }

    private static void WriteJson(TextWriter writer, SelectSettings settings, IReadOnlyList<QueriedRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("strategy", settings.Strategy.Name);
            json.WriteNumber("query", settings.Query);
            json.WriteNumber("seed", settings.Seed);
            json.WriteStartArray("rows");
            for (int rank = 0; rank < rows.Count; rank++)
            {
                json.WriteStartObject();
                json.WriteNumber("rank", rank);
                json.WriteString("id", rows[rank].Id);
                json.WriteNumber("position", rows[rank].Position);
                json.WriteNumber("utility", rows[rank].Utility);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        writer.Write('\n');
    }

    private static string Quote(string id) => id.AsSpan().ContainsAny(",\"\r\n") ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;
}
