using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNet.ActiveLearning.Pools;

/// <summary>An append-only text file of labels, one checksummed line each, flushed to the disk before it counts.</summary>
/// <remarks>
/// A line is eight hexadecimal digits, a space and a JSON object; the digits are the start of SHA-256 over the previous line's digits
/// and this line's JSON, so that changed, missing and reordered lines are all found. A last line that begins as a line does and stops
/// before its line feed is an append that was interrupted: it was never acknowledged and is cut off, once all lines before it have
/// been found good. Anything else that does not fit is damage and is refused with its line number; the file is left as it is.
/// </remarks>
internal sealed class LabelJournal : IDisposable
{
    private const string Format = "mlnet-active-learning/labels/1";
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly FileStream file;
    private string lastChecksum = "";

    private LabelJournal(FileStream file, IReadOnlyList<LabelEntry> entries)
    {
        this.file = file;
        Entries = entries;
    }

    /// <summary>The entries that were in the file when it was opened, in their order.</summary>
    public IReadOnlyList<LabelEntry> Entries { get; private set; }

    /// <summary>Opens a journal for appending, creating it if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a journal; nothing of it is used.</exception>
    /// <exception cref="IOException">Another process has the journal open.</exception>
    public static LabelJournal Open(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        FileStream file;
        try
        {
            // Any other sharing mode is no exclusive lock on Unix. No buffer: what a failed write leaves must not be written later.
            file = new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e)
        {
            throw new IOException($"The label journal '{path}' cannot be opened for writing; another process may be using it. {e.Message}", e);
        }
        try
        {
            var journal = new LabelJournal(file, []);
            journal.Read(path);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the entries of a journal that another one may be writing; the file is left as it is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a journal.</exception>
    public static IReadOnlyList<LabelEntry> ReadEntries(string path)
    {
        using var journal = new LabelJournal(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), []);
        _ = journal.Parse(path);
        return journal.Entries;
    }

    /// <summary>Appends entries and returns when they are on the disk.</summary>
    public void Append(IReadOnlyCollection<LabelEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }
        var text = new StringBuilder();
        string checksumBefore = lastChecksum;
        long lengthBefore = file.Length;
        foreach (LabelEntry entry in entries)
        {
            var line = new JsonObject { ["id"] = entry.Id };
            line[entry.Label is null ? "declined" : "label"] = entry.Label ?? entry.DeclineReason;
            line["round"] = entry.Round;
            AppendLine(text, line);
        }
        try
        {
            Write(text);
        }
        catch
        {
            // The entries do not count; half of them on the disk would look like damage behind the next append.
            lastChecksum = checksumBefore;
            file.SetLength(lengthBefore);
            file.Seek(0, SeekOrigin.End);
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    // Fills the entries; returns where the last whole line ends.
    private int Parse(string path)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        string[] lines = complete == 0 ? [] : Encoding.UTF8.GetString(bytes, 0, complete - 1).Split('\n');
        Entries = ParseLines(lines, path);
        if (!IsInterruptedLine(Encoding.UTF8.GetString(bytes, complete, bytes.Length - complete), isHeader: complete == 0))
        {
            throw Damaged(path, lines.Length + 1, complete == 0 ? "it does not begin as a label journal does" : "it has no line feed and is no interrupted append");
        }
        return complete;
    }

    private void Read(string path)
    {
        int complete = Parse(path);
        if (complete < file.Length)
        {
            file.SetLength(complete);
            file.Flush(flushToDisk: true);
        }
        file.Seek(0, SeekOrigin.End);
        if (complete == 0)
        {
            var header = new StringBuilder();
            AppendLine(header, Header());
            Write(header);
        }
    }

    private List<LabelEntry> ParseLines(string[] lines, string path)
    {
        var entries = new List<LabelEntry>();
        for (int i = 0; i < lines.Length; i++)
        {
            JsonObject line = ParseLine(lines[i]) ?? throw Damaged(path, i + 1, "its checksum does not fit");
            lastChecksum = lines[i][..8];
            try
            {
                if (i > 0)
                {
                    entries.Add(ToEntry(line));
                }
                else if ((string?)line["format"] is var format && format != Format)
                {
                    throw Damaged(path, 1, $"it says format '{format}' where '{Format}' was expected");
                }
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or NullReferenceException)
            {
                throw Damaged(path, i + 1, "a field is missing or of the wrong type");
            }
        }
        return entries;
    }

    private static LabelEntry ToEntry(JsonObject line)
    {
        string id = (string)line["id"]!;
        int round = (int)line["round"]!;
        return line["label"] is { } label
            ? LabelEntry.Labeled(id, (string)label!, round)
            : LabelEntry.Declined(id, (string)line["declined"]!, round);
    }

    private JsonObject? ParseLine(string line)
    {
        if (line.Length < 10 || line[8] != ' ' || Checksum(line[9..]) != line[..8])
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(line[9..]) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Whether a text without line feed is the beginning of a line. A power cut may leave zeros where text was to be.
    private bool IsInterruptedLine(string tail, bool isHeader)
    {
        string text = tail.TrimEnd('\0');
        if (isHeader)
        {
            var header = new StringBuilder();
            string none = lastChecksum;
            AppendLine(header, Header());
            lastChecksum = none;
            return header.ToString().StartsWith(text, StringComparison.Ordinal);
        }
        for (int i = 0; i < Math.Min(text.Length, 10); i++)
        {
            bool fits = i < 8 ? char.IsAsciiHexDigitLower(text[i]) : text[i] == (i == 8 ? ' ' : '{');
            if (!fits)
            {
                return false;
            }
        }
        // A whole line followed by anything but its line feed was acknowledged once: that is damage.
        for (int end = 1; end < tail.Length; end++)
        {
            if (tail[end - 1] == '}' && ParseLine(tail[..end]) is not null)
            {
                return false;
            }
        }
        return true;
    }

    private static JsonObject Header() => new() { ["format"] = Format };

    private void AppendLine(StringBuilder text, JsonObject line)
    {
        string json = line.ToJsonString(Json);
        lastChecksum = Checksum(json);
        text.Append(lastChecksum).Append(' ').Append(json).Append('\n');
    }

    private void Write(StringBuilder text)
    {
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }

    private string Checksum(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lastChecksum + json)).AsSpan(0, 4));

    private static InvalidDataException Damaged(string path, int line, string what) => new(
        $"The label journal '{path}' is damaged at line {line}: {what}. Nothing was read. Restore the file from a backup, or cut it off before line {line} to go on with the labels above.");
}
