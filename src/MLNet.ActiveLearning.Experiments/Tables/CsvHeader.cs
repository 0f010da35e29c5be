using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>The first line of a text file, and which of its columns make up a wanted one.</summary>
/// <remarks>Names are compared without regard to case.</remarks>
internal sealed record CsvHeader(string Path, IReadOnlyList<string> Names)
{
    private const int MaxListed = 20;
    private static readonly char[] PassSeparators = ['_', ',', '[', ']', '.', '-', ' '];

    public static CsvHeader Read(string path, char? separator)
    {
        using var reader = new CsvReader(path, separator);
        return reader.MoveNext()
            ? new CsvHeader(path, ReadNames(reader))
            : throw new InvalidDataException($"'{path}' is empty; its first line names the columns.");
    }

    /// <summary>The field names of the reader's record.</summary>
    public static IReadOnlyList<string> ReadNames(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader[i].Trim().ToString())];

    /// <summary>The fields that make up a column, or null if there are none and there need be none.</summary>
    /// <exception cref="ArgumentException">There are none and there must be; or they are ambiguous or incomplete.</exception>
    public CsvFields? Find(TableColumn wanted)
    {
        string name = wanted.Source ?? wanted.Name;
        CsvFields? found = name.Contains('*', StringComparison.Ordinal) ? FindPattern(name, wanted.Kind)
            : wanted.Kind switch
            {
                TableColumnKind.Vector => FindNumbered(name, 1) ?? FindOne(name),
                TableColumnKind.Passes => FindNumbered(name, 2),
                _ => FindOne(name),
            };
        return found ?? (wanted.MustExist ? throw Missing(name, wanted.Kind) : null);
    }

    private CsvFields? FindOne(string name)
    {
        int[] same = [.. Where(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return same switch
        {
            [] => null,
            [int field] => new CsvFields([field], [1], null),
            _ => throw new ArgumentException($"'{Path}' has {same.Length} columns named '{name}'. Rename all but one."),
        };
    }

    private CsvFields? FindPattern(string pattern, TableColumnKind kind)
    {
        string[] parts = pattern.Split('*');
        if (parts is not [var before, var after] || kind is not (TableColumnKind.Vector or TableColumnKind.Passes))
        {
            throw new ArgumentException($"The pattern '{pattern}' cannot be used; a pattern has one '*' and names the columns of a vector, such as prob_*.");
        }
        int[] fields = [.. Where(n => n.Length > before.Length + after.Length
            && n.StartsWith(before, StringComparison.OrdinalIgnoreCase) && n.EndsWith(after, StringComparison.OrdinalIgnoreCase))];
        if (fields.Length == 0)
        {
            return null;
        }
        string[] middles = [.. fields.Select(f => Names[f][before.Length..^after.Length])];
        if (kind == TableColumnKind.Vector)
        {
            return new CsvFields(fields, [fields.Length], middles);
        }
        int[]?[] indexes = [.. middles.Select(m => ParseNumbers(m.Split(PassSeparators, StringSplitOptions.RemoveEmptyEntries)))];
        return indexes.All(i => i is { Length: 2 })
            ? Arrange(pattern, [.. fields.Zip(indexes, (field, index) => (field, index!))], 2)
            : throw new ArgumentException($"The columns '{pattern}' of '{Path}' hold several passes, so '*' has to stand for two numbers, as in mc_0_1 (pass 0, class 1).");
    }

    // name[0] or name_0; name[0][1], name[0,1] or name_0_1 for pass 0, value 1.
    private CsvFields? FindNumbered(string name, int rank)
    {
        var bracketed = new List<(int Field, int[] Index)>();
        var underscored = new List<(int Field, int[] Index)>();
        foreach (int field in Where(n => n.Length > name.Length && n.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        {
            string rest = Names[field][name.Length..];
            bool isBracketed = rest[0] == '[' && rest[^1] == ']';
            int[]? index = isBracketed ? ParseNumbers(rest[1..^1].Replace("][", ",", StringComparison.Ordinal).Split(','))
                : rest[0] == '_' ? ParseNumbers(rest[1..].Split('_'))
                : null;
            if (index?.Length == rank)
            {
                (isBracketed ? bracketed : underscored).Add((field, index));
            }
        }
        if (bracketed.Count > 0 && underscored.Count > 0)
        {
            throw new ArgumentException($"'{Path}' has columns '{Names[bracketed[0].Field]}' and '{Names[underscored[0].Field]}': which are meant? Name them with a pattern such as {name}_*.");
        }
        List<(int Field, int[] Index)> found = bracketed.Count > 0 ? bracketed : underscored;
        return found.Count == 0 ? null : Arrange(name, found, rank);
    }

    // Numbers count from 0 or from 1 and leave none out; the columns may stand in any order.
    private CsvFields Arrange(string name, List<(int Field, int[] Index)> columns, int rank)
    {
        columns.Sort((a, b) => a.Index.AsSpan().SequenceCompareTo(b.Index));
        int[] first = columns[0].Index;
        int[] dimensions = [.. Enumerable.Range(0, rank).Select(axis => columns.Max(c => c.Index[axis]) - first[axis] + 1)];
        bool isComplete = first.All(i => i <= 1) && columns.Count == dimensions.Aggregate(1L, (product, d) => product * d)
            && columns.Index().All(c => c.Index == (rank == 1
                ? c.Item.Index[0] - first[0]
                : ((c.Item.Index[0] - first[0]) * (long)dimensions[1]) + c.Item.Index[1] - first[1]));
        if (!isComplete)
        {
            string names = string.Join(", ", columns.Take(MaxListed).Select(c => Names[c.Field]));
            throw new ArgumentException($"The columns of '{name}' in '{Path}' leave numbers out, or have some twice: {names}{(columns.Count > MaxListed ? ", ..." : "")}. Number them 0, 1, 2 and so on.");
        }
        string[]? slots = rank == 1 ? [.. columns.Select(c => c.Index[0].ToString(CultureInfo.InvariantCulture))] : null;
        return new CsvFields([.. columns.Select(c => c.Field)], dimensions, slots);
    }

    private IEnumerable<int> Where(Func<string, bool> fits) => Enumerable.Range(0, Names.Count).Where(i => fits(Names[i]));

    private static int[]? ParseNumbers(string[] texts)
    {
        int[] numbers = new int[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            if (!int.TryParse(texts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] > 1 << 24)
            {
                return null;
            }
        }
        return numbers;
    }

    private ArgumentException Missing(string name, TableColumnKind kind)
    {
        string expected = kind switch
        {
            _ when name.Contains('*', StringComparison.Ordinal) => $"columns that fit '{name}'",
            TableColumnKind.Vector => $"columns '{name}[0]', '{name}[1]' and so on, nor '{name}_0', '{name}_1' and so on",
            TableColumnKind.Passes => $"columns '{name}[0][0]', '{name}[0][1]' and so on (pass, then class), nor '{name}_0_0', '{name}_0_1' and so on",
            _ => $"column '{name}'",
        };
        return new ArgumentException(
            $"'{Path}' has no {expected}. It has {string.Join(", ", Names.Take(MaxListed).Select(n => $"'{n}'"))}{(Names.Count > MaxListed ? $" and {Names.Count - MaxListed} more" : "")}.");
    }
}
