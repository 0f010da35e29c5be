namespace Microsoft.ML.Data;

/// <summary>The mappers of a chain, one after the other.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = mappers.Length == 0 ? inputSchema : mappers[^1].OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => mappers.Reverse().Aggregate(dependingColumns, (needed, mapper) => mapper.GetDependencies(needed));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckValue(activeColumns, nameof(activeColumns));
        Contracts.CheckParam(input.Schema == InputSchema, nameof(input), "Schema did not match original schema");
        if (mappers.Length == 0)
        {
            foreach (DataViewSchema.Column column in activeColumns)
                Contracts.CheckParam(input.IsColumnActive(column), nameof(input), $"Mapper required column '{column.Name}' active but it was not.");
            return input;
        }

        var active = activeColumns.Select(c => c.Index).ToHashSet();
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        needed[^1] = OutputSchema.Where(c => active.Contains(c.Index)).ToArray();
        for (int i = mappers.Length - 1; i >= 1; i--)
            needed[i - 1] = mappers[i].GetDependencies(needed[i]);
        DataViewRow row = input;
        for (int i = 0; i < mappers.Length; i++)
            row = mappers[i].GetRow(row, needed[i]);
        return row;
    }
}
