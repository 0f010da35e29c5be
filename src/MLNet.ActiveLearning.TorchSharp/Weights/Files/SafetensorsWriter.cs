using System.Buffers.Binary;
using System.Text.Json;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Writes the format .safetensors: tensors of wide numbers first, then by name, so that all are aligned and the same weights give the same bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    public static void Write(Stream stream, IReadOnlyList<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        WeightTensor[] ordered =
        [
            .. tensors.OrderByDescending(t => WeightTensor.SizeOf(t.ElementType)).ThenBy(t => t.Name, StringComparer.Ordinal),
        ];
        byte[] header = CreateHeader(ordered, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (WeightTensor tensor in ordered)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private static byte[] CreateHeader(WeightTensor[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsReader.MetadataName);
                foreach ((string name, string text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteString(name, text);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (WeightTensor tensor in tensors)
            {
                WriteEntry(json, tensor, offset);
                offset += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, WeightTensor tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", SafetensorsTypes.GetName(tensor.ElementType));
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
