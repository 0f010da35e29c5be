using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Pools;

/// <summary>A data set of which some rows are labelled: the only owner of who is labelled and who is not.</summary>
/// <remarks>
/// The rows stay where they are: <see cref="Labeled"/>, <see cref="Unlabeled"/> and <see cref="Declined"/> are lazy views over the
/// data, in the data's order. Each cursor shows the state at the moment it is opened. Labels are written to the journal, if there is
/// one, before they count. Thread-safe.
/// </remarks>
public sealed class ActiveLearningPool : IDisposable
{
    private readonly Lock sync = new();
    private readonly Dictionary<string, LabelEntry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string>? classes;
    private LabelJournal? journal;
    private Dictionary<string, LabelEntry>? snapshot;

    /// <summary>Creates a pool and reads its journal if there is one.</summary>
    /// <param name="data">All rows. It is read once to check the ids, then only when views are read.</param>
    /// <param name="options">Columns, class names and journal.</param>
    /// <exception cref="ArgumentException">An id column is missing or ill-typed, or an id is empty or occurs twice; the message names the rows.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged or names rows that are not in the data.</exception>
    public ActiveLearningPool(IDataView data, PoolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        Options = options ?? new PoolOptions();
        if (Options.ClassNames is { } names)
        {
            classes = new HashSet<string>(names, StringComparer.Ordinal);
            if (names.Count < 2 || classes.Count != names.Count)
            {
                throw new ArgumentException($"ClassNames holds {names.Count} names, {classes.Count} of them different; it needs at least 2, each once.", nameof(options));
            }
        }
        Ids = PoolIds.Read(data, Options.IdColumnName);
        Labeled = new LabelOverlayView(PoolRows(LabelState.Labeled), this);
        Unlabeled = PoolRows(LabelState.Unlabeled);
        Declined = PoolRows(LabelState.Declined);
        if (Options.JournalPath is { } path)
        {
            AttachJournal(path);
        }
    }

    private enum LabelState
    {
        Unlabeled,
        Labeled,
        Declined,
    }

    /// <summary>All rows, as they were given.</summary>
    public IDataView Data { get; }

    /// <summary>The options, as they were given.</summary>
    public PoolOptions Options { get; }

    /// <summary>The labelled rows; the label column shows the acquired labels.</summary>
    public IDataView Labeled { get; }

    /// <summary>The rows that are neither labelled nor declined.</summary>
    public IDataView Unlabeled { get; }

    /// <summary>The rows that nobody could label.</summary>
    public IDataView Declined { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Ids.Count;

    /// <summary>Number of labelled rows.</summary>
    public int LabeledCount { get; private set; }

    /// <summary>Number of declined rows.</summary>
    public int DeclinedCount { get; private set; }

    /// <summary>Number of rows that are neither labelled nor declined.</summary>
    public int UnlabeledCount => Count - LabeledCount - DeclinedCount;

    internal PoolIds Ids { get; }

    internal bool HasJournal => journal is not null;

    /// <summary>What is known of a row, or null if nothing is.</summary>
    /// <param name="id">The row's id.</param>
    public LabelEntry? Find(string id)
    {
        lock (sync)
        {
            return entries.GetValueOrDefault(id);
        }
    }

    /// <summary>Everything that is known, in the order in which it came.</summary>
    public IReadOnlyList<LabelEntry> GetEntries()
    {
        lock (sync)
        {
            return [.. entries.Values];
        }
    }

    /// <summary>Labels a row.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="label">The class name.</param>
    /// <exception cref="ArgumentException">No such row, a label that is not among the class names, or the row is labelled or declined already.</exception>
    public void Label(string id, string label) => Add([LabelEntry.Labeled(id, label)]);

    /// <summary>Takes a row that nobody can label out of the pool.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="reason">Why, for the journal.</param>
    /// <exception cref="ArgumentException">No such row, or the row is labelled or declined already.</exception>
    public void Decline(string id, string reason) => Add([LabelEntry.Declined(id, reason)]);

    /// <summary>Adds several labels and refusals at once; either all are added or none.</summary>
    /// <param name="newEntries">The entries, each for a different row that has none yet.</param>
    /// <exception cref="ArgumentException">An entry is not allowed; the message names it.</exception>
    public void Add(IReadOnlyCollection<LabelEntry> newEntries)
    {
        ArgumentNullException.ThrowIfNull(newEntries);
        lock (sync)
        {
            var added = new HashSet<string>(StringComparer.Ordinal);
            foreach (LabelEntry entry in newEntries)
            {
                Check(entry);
                if (!added.Add(entry.Id) || entries.ContainsKey(entry.Id))
                {
                    LabelEntry? earlier = entries.GetValueOrDefault(entry.Id);
                    string state = earlier is null ? "given twice" : earlier.Label is null ? $"declined already ('{earlier.DeclineReason}')" : $"labelled '{earlier.Label}' already";
                    throw new ArgumentException($"The row with id '{entry.Id}' is {state}. A row takes one label.");
                }
            }
            journal?.Append(newEntries);
            foreach (LabelEntry entry in newEntries)
            {
                Apply(entry);
            }
        }
    }

    /// <summary>Closes the journal.</summary>
    public void Dispose() => journal?.Dispose();

    /// <summary>Takes over the entries of a journal, which from now on gets every new one.</summary>
    internal void AttachJournal(string path)
    {
        lock (sync)
        {
            if (journal is not null)
            {
                throw new InvalidOperationException("Bug in MLNet.ActiveLearning: the pool has a journal already.");
            }
            LabelJournal opened = LabelJournal.Open(path);
            try
            {
                Replay(opened, path);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
            journal = opened;
        }
    }

    /// <summary>The entries at this moment; never changed afterwards.</summary>
    internal Dictionary<string, LabelEntry> Snapshot()
    {
        lock (sync)
        {
            return snapshot ??= new Dictionary<string, LabelEntry>(entries, StringComparer.Ordinal);
        }
    }

    private void Replay(LabelJournal opened, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (LabelEntry entry in opened.Entries)
        {
            try
            {
                Check(entry);
            }
            catch (ArgumentException e)
            {
                throw new InvalidDataException($"The label journal '{path}' does not belong to this data: {e.Message}", e);
            }
            bool contradicts = entries.TryGetValue(entry.Id, out LabelEntry? known) && (known.Label, known.DeclineReason) != (entry.Label, entry.DeclineReason);
            if (!seen.Add(entry.Id) || contradicts)
            {
                throw new InvalidDataException($"The label journal '{path}' has more than one answer for the row with id '{entry.Id}', or one that differs from the pool's.");
            }
        }
        opened.Append([.. entries.Values.Where(e => !seen.Contains(e.Id))]);
        foreach (LabelEntry entry in opened.Entries.Where(e => !entries.ContainsKey(e.Id)))
        {
            Apply(entry);
        }
    }

    private void Check(LabelEntry entry)
    {
        if (!Ids.Contains(entry.Id))
        {
            throw new ArgumentException($"There is no row with id '{entry.Id}' in the pool. Ids are compared exactly, as text.");
        }
        if (entry.Label is { } label && classes?.Contains(label) == false)
        {
            throw new ArgumentException($"The label '{label}' of row '{entry.Id}' is not among the pool's class names: {string.Join(", ", Options.ClassNames!)}.");
        }
    }

    private void Apply(LabelEntry entry)
    {
        entries.Add(entry.Id, entry);
        snapshot = null;
        if (entry.Label is null)
        {
            DeclinedCount++;
        }
        else
        {
            LabeledCount++;
        }
    }

    private FilteredView PoolRows(LabelState wanted)
    {
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(Data.Schema, Options.IdColumnName);
        return new FilteredView(
            Data,
            [idColumn],
            row =>
            {
                var known = Snapshot().GetAlternateLookup<ReadOnlySpan<char>>();
                var ids = RowIdReader.Create(row, idColumn);
                return () => StateOf(known.TryGetValue(ids.Read().Span, out LabelEntry? entry) ? entry : null) == wanted;
            },
            () => wanted switch
            {
                LabelState.Labeled => LabeledCount,
                LabelState.Declined => DeclinedCount,
                _ => UnlabeledCount,
            });
    }

    private static LabelState StateOf(LabelEntry? entry) =>
        entry is null ? LabelState.Unlabeled : entry.Label is null ? LabelState.Declined : LabelState.Labeled;
}
