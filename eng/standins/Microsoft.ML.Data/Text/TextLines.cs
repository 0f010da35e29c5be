using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Splits text files into rows of fields.</summary>
internal sealed class TextLines(TextLoader.Options options)
{
    /// <summary>The rows of all files, each without its header, empty lines and comments.</summary>
    public IEnumerable<ReadOnlyMemory<char>> ReadRows(IMultiStreamSource source)
    {
        long left = options.MaxRows ?? long.MaxValue;
        for (int i = 0; i < source.Count; i++)
        {
            bool isHeader = options.HasHeader && string.IsNullOrWhiteSpace(options.HeaderFile);
            foreach (string line in ReadLines(source, i))
            {
                if (isHeader)
                {
                    isHeader = false;
                    continue;
                }
                if (left-- <= 0)
                    yield break;
                yield return line.AsMemory();
            }
        }
    }

    /// <summary>The number of fields in the first row of a sample, and the header if there is one.</summary>
    public (int Width, string[] Header) Sample(IMultiStreamSource sample)
    {
        var fields = new List<ReadOnlyMemory<char>>();
        string[] header = null;
        IMultiStreamSource headerSource = string.IsNullOrWhiteSpace(options.HeaderFile) ? options.HasHeader ? sample : null : new MultiFileSource(options.HeaderFile);
        if (headerSource is { Count: > 0 } && ReadLines(headerSource, 0).FirstOrDefault() is string line)
        {
            Split(line.AsMemory(), fields);
            header = [.. fields.Select(f => f.ToString())];
        }
        int width = 0;
        if (sample is { Count: > 0 })
        {
            foreach (ReadOnlyMemory<char> row in ReadRows(sample).Take(1))
            {
                Split(row, fields);
                width = fields.Count;
            }
        }
        return (width, header);
    }

    public void Split(ReadOnlyMemory<char> line, List<ReadOnlyMemory<char>> fields)
    {
        fields.Clear();
        ReadOnlySpan<char> separators = options.Separators;
        int start = 0;
        while (true)
        {
            int field = start;
            if (options.AllowQuoting)
            {
                while (field < line.Length && line.Span[field] == ' ' && !separators.Contains(' '))
                    field++;
            }
            if (options.AllowQuoting && field < line.Length && line.Span[field] == '"')
            {
                fields.Add(Unquote(line.Span, field + 1, out int end));
                int next = line.Span[end..].IndexOfAny(separators);
                if (next < 0)
                    return;
                start = end + next + 1;
                continue;
            }
            int length = line.Span[start..].IndexOfAny(separators);
            if (length < 0)
            {
                fields.Add(line[start..]);
                return;
            }
            fields.Add(line.Slice(start, length));
            start += length + 1;
        }
    }

    private ReadOnlyMemory<char> Unquote(ReadOnlySpan<char> line, int start, out int end)
    {
        var text = new StringBuilder();
        int i = start;
        for (; i < line.Length; i++)
        {
            if (line[i] == options.EscapeChar && i + 1 < line.Length && line[i + 1] == '"')
                text.Append(line[++i]);
            else if (line[i] == '"')
                break;
            else
                text.Append(line[i]);
        }
        end = Math.Min(i + 1, line.Length);
        return text.ToString().AsMemory();
    }

    private IEnumerable<string> ReadLines(IMultiStreamSource source, int index)
    {
        using TextReader reader = source.OpenTextReader(index);
        while (reader.ReadLine() is string line)
        {
            while (options.ReadMultilines && options.AllowQuoting && line.Count(c => c == '"') % 2 != 0 && reader.ReadLine() is string more)
                line += "\n" + more;
            if (options.TrimWhitespace)
                line = line.TrimEnd();
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
                yield return line;
        }
    }
}
