using System.Buffers;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>
/// Reads records of separated values as RFC 4180 describes them, one at a time: fields in quotation marks may hold separators, line
/// ends and doubled quotation marks. Lines end with LF, CR LF or CR; empty lines are skipped.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    private const int FirstBufferSize = 1 << 16;
    private const int MaxRecordLength = 1 << 26;
    private readonly string path;
    private readonly char separator;
    private readonly SearchValues<char> stops;
    private readonly StreamReader text;
    private readonly List<(int Start, int Length)> fields = [];
    private char[] buffer = new char[FirstBufferSize];
    private int recordStart;
    private int position;
    private int end;
    private long line = 1;

    public CsvReader(string path, char? separator = null)
    {
        this.path = path;
        this.separator = separator ?? (path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',');
        stops = SearchValues.Create([this.separator, '"', '\r', '\n']);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        text = new StreamReader(file, TextEncoding.Strict);
    }

    public int FieldCount => fields.Count;

    /// <summary>The line that the record begins on, from 1.</summary>
    public long Line { get; private set; }

    public double Fraction => TextEncoding.FractionOf(text.BaseStream);

    /// <summary>A field of the record, unquoted; valid until the reader moves.</summary>
    public ReadOnlySpan<char> this[int field] => buffer.AsSpan(recordStart + fields[field].Start, fields[field].Length);

    public bool MoveNext()
    {
        fields.Clear();
        recordStart = position;
        while (Peek() is '\r' or '\n')
        {
            EndLine();
            recordStart = position;
        }
        if (Peek() < 0)
        {
            return false;
        }
        Line = line;
        while (true)
        {
            if (Peek() == '"')
            {
                ReadQuoted();
            }
            else
            {
                ReadPlain();
            }
            if (Peek() != separator)
            {
                EndLine();
                return true;
            }
            position++;
        }
    }

    public void Dispose() => text.Dispose();

    /// <summary>An error that says where.</summary>
    public InvalidDataException Fault(string problem) => new($"'{path}', line {Line}, {problem}");

    private void ReadPlain()
    {
        int start = position - recordStart;
        while (Peek() >= 0)
        {
            int stop = buffer.AsSpan(position, end - position).IndexOfAny(stops);
            position = stop < 0 ? end : position + stop;
            if (stop < 0)
            {
                continue;
            }
            if (buffer[position] == '"')
            {
                throw Fault($"column {fields.Count + 1}: a quotation mark stands in a field that does not begin with one. Quote the whole field and double the marks inside.");
            }
            break;
        }
        fields.Add((start, position - recordStart - start));
    }

    // The marks are taken out in place: what is written never overtakes what is read.
    private void ReadQuoted()
    {
        position++;
        int start = position - recordStart;
        int length = 0;
        while (Peek() >= 0)
        {
            ReadOnlySpan<char> rest = buffer.AsSpan(position, end - position);
            int mark = rest.IndexOf('"');
            ReadOnlySpan<char> part = mark < 0 ? rest : rest[..mark];
            line += part.Count('\n');
            part.CopyTo(buffer.AsSpan(recordStart + start + length));
            length += part.Length;
            position += part.Length;
            if (mark < 0)
            {
                continue;
            }
            position++;
            if (Peek() == '"')
            {
                buffer[recordStart + start + length++] = '"';
                position++;
                continue;
            }
            fields.Add((start, length));
            int next = Peek();
            if (next >= 0 && next != separator && next is not ('\r' or '\n'))
            {
                throw Fault($"column {fields.Count}: '{(char)next}' follows the closing quotation mark of a field. Double the quotation marks inside fields.");
            }
            return;
        }
        throw Fault($"column {fields.Count + 1}: the quotation mark that opens the field is never closed.");
    }

    private void EndLine()
    {
        if (Peek() == '\r')
        {
            position++;
            line++;
            if (Peek() == '\n')
            {
                position++;
            }
        }
        else if (Peek() == '\n')
        {
            position++;
            line++;
        }
    }

    /// <summary>The next character, or -1 at the end of the file.</summary>
    private int Peek() => position < end || Refill() ? buffer[position] : -1;

    // Keeps the record so far, from recordStart on: its fields are counted from there.
    private bool Refill()
    {
        if (recordStart > 0)
        {
            buffer.AsSpan(recordStart, end - recordStart).CopyTo(buffer);
            position -= recordStart;
            end -= recordStart;
            recordStart = 0;
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= MaxRecordLength)
            {
                throw Fault($"column {fields.Count + 1}: the record is longer than {MaxRecordLength} characters. Look for a quotation mark that is never closed.");
            }
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        int read = TextEncoding.Guard(path, () => text.Read(buffer.AsSpan(end)));
        end += read;
        return read > 0;
    }
}
