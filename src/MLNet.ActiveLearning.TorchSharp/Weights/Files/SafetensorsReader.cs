using System.Buffers.Binary;
using System.Text.Json;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Reads the format .safetensors: the header's length (8 bytes), the header as JSON, then the tensors one after the other.</summary>
/// <remarks>The tensors must cover the rest of the file exactly: no overlap, no gap. The header may have up to 100 MB, the format's own limit.</remarks>
internal static class SafetensorsReader
{
    public const string MetadataName = "__metadata__";
    private const long MaximumHeader = 100_000_000;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <exception cref="InvalidDataException">The file is damaged or cut short.</exception>
    public static WeightFileContent Read(Stream file)
    {
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(WeightFile.ReadBytes(file, 8, "The file"));
        if (headerLength < 2 || headerLength > Math.Min(MaximumHeader, file.Length - 8))
        {
            throw new InvalidDataException($"The header is said to have {headerLength} bytes; the file has {file.Length}, and {MaximumHeader} are allowed. The file is damaged or cut short.");
        }

        byte[] header = WeightFile.ReadBytes(file, headerLength, "The header");
        List<Entry> entries = [];
        var metadata = new Dictionary<string, string>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(header, Json);
            ReadHeader(document.RootElement, entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"The header is damaged: {e.Message}", e);
        }

        CheckCover(entries, file.Length - 8 - headerLength);
        return new WeightFileContent([.. entries.Select(e => e.Read(file))], metadata);
    }

    private static void ReadHeader(JsonElement root, List<Entry> entries, Dictionary<string, string> metadata)
    {
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                foreach (JsonProperty text in property.Value.EnumerateObject())
                {
                    metadata.Add(text.Name, text.Value.GetString() ?? "");
                }
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value));
            }
        }
    }

    private static Entry ReadEntry(string name, JsonElement value)
    {
        if (name.Length == 0)
        {
            throw new InvalidDataException("A tensor has no name.");
        }

        string type = value.GetProperty("dtype").GetString() ?? "";
        if (!SafetensorsTypes.TryParse(type, out WeightElementType elementType))
        {
            throw new InvalidDataException($"Tensor '{name}' has the type '{type}'; {SafetensorsTypes.Known} can be read.");
        }

        long[] shape = [.. value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
        long[] offsets = [.. value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64())];
        if (offsets is not [>= 0 and long begin, long end] || end < begin)
        {
            throw new InvalidDataException($"Tensor '{name}' has the offsets [{string.Join(", ", offsets)}]; they must be a begin and an end.");
        }

        if (!WeightTensor.TryGetByteCount(elementType, shape, out long bytes) || bytes != end - begin)
        {
            throw new InvalidDataException($"Tensor '{name}' of {type} and shape ({string.Join(", ", shape)}) has {end - begin} bytes, which does not fit.");
        }

        return new Entry(name, elementType, shape, begin, end);
    }

    private static void CheckCover(List<Entry> entries, long length)
    {
        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long covered = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != covered)
            {
                throw new InvalidDataException(entry.Begin < covered
                    ? $"Tensor '{entry.Name}' overlaps the one before it."
                    : $"There are {entry.Begin - covered} bytes before tensor '{entry.Name}' that belong to none.");
            }

            covered = entry.End;
        }

        if (covered != length)
        {
            throw new InvalidDataException($"The tensors take {covered} bytes; {length} follow the header. The file is {(covered > length ? "cut short" : "damaged")}.");
        }
    }

    private sealed record Entry(string Name, WeightElementType Type, long[] Shape, long Begin, long End)
    {
        // Entries are in the order of the file, without gaps.
        public WeightTensor Read(Stream file) => new(Name, Type, Shape, WeightFile.ReadBytes(file, End - Begin, $"Tensor '{Name}'"));
    }
}
