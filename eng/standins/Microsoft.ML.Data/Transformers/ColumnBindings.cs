namespace Microsoft.ML.Data;

/// <summary>
/// The output columns of a row mapper: those of the input, where an added column stands directly behind the one of its name that it
/// hides, then the other added ones.
/// </summary>
internal sealed class ColumnBindings
{
    // A column of the input is its index, an added one the complement of its position.
    private readonly int[] _sources;

    public ColumnBindings(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        Input = input;
        var sources = Enumerable.Range(0, input.Count).ToList();
        for (int i = 0; i < added.Length; i++)
        {
            string name = added[i].Name;
            int hidden = sources.FindLastIndex(s => (s >= 0 ? input[s].Name : added[~s].Name) == name);
            sources.Insert(hidden < 0 ? sources.Count : hidden + 1, ~i);
        }
        _sources = [.. sources];

        var schema = new DataViewSchema.Builder();
        AddedIndices = new int[added.Length];
        for (int i = 0; i < _sources.Length; i++)
        {
            int source = _sources[i];
            var column = source >= 0 ? new DataViewSchema.DetachedColumn(input[source]) : added[~source];
            schema.AddColumn(column.Name, column.Type, column.Annotations);
            if (source < 0)
                AddedIndices[~source] = i;
        }
        Schema = schema.ToSchema();
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Schema { get; }

    /// <summary>Where in the schema each added column is.</summary>
    public int[] AddedIndices { get; }

    /// <summary>Whether the column is one of the input, and its index there or among the added columns.</summary>
    public bool IsInput(int column, out int index)
    {
        int source = _sources[column];
        index = source >= 0 ? source : ~source;
        return source >= 0;
    }
}
