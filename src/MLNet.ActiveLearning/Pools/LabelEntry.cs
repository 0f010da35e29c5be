using System.Buffers;
using System.Text;

namespace MLNet.ActiveLearning.Pools;

/// <summary>What is known of a row: its label, or why nobody could give one.</summary>
public sealed record LabelEntry
{
    private LabelEntry(string id, string? label, string? reason, int round)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ThrowIfNotUnicode(id, nameof(id));
        ThrowIfNotUnicode(label, nameof(label));
        ThrowIfNotUnicode(reason, nameof(reason));
        Id = id;
        Label = label;
        DeclineReason = reason;
        Round = round;
    }

    /// <summary>The row's id.</summary>
    public string Id { get; }

    /// <summary>The label, or null if the row was declined.</summary>
    public string? Label { get; }

    /// <summary>Why the row was declined, or null if it was labelled.</summary>
    public string? DeclineReason { get; }

    /// <summary>The round of the loop in which the entry was made; 0 for the initial set and for labels from outside a loop.</summary>
    public int Round { get; }

    /// <summary>A row with a label.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="label">The class name; not empty.</param>
    /// <param name="round">The loop's round.</param>
    public static LabelEntry Labeled(string id, string label, int round = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        return new LabelEntry(id, label, null, round);
    }

    /// <summary>A row that nobody could label; it leaves the pool.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="reason">Why; not empty.</param>
    /// <param name="round">The loop's round.</param>
    public static LabelEntry Declined(string id, string reason, int round = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new LabelEntry(id, null, reason, round);
    }

    // A file in UTF-8 would give back another text.
    private static void ThrowIfNotUnicode(ReadOnlySpan<char> text, string name)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != OperationStatus.Done)
            {
                throw new ArgumentException("The text holds half of a surrogate pair and is no valid Unicode; it could not be kept in a journal.", name);
            }
            text = text[length..];
        }
    }
}
