using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(IHostEnvironment env, string[] keepColumns, string[] dropColumns, bool keepHidden = false)
        : base(env.Register(nameof(ColumnSelectingEstimator)), new ColumnSelectingTransformer(keepColumns, dropColumns, keepHidden))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        Transformer.CheckNames(inputSchema.Select(c => c.Name));
        return new SchemaShape(inputSchema.Where(c => Transformer.Passes(c.Name)));
    }
}

public sealed class ColumnSelectingTransformer : ITransformer, IModelLoader
{
    private readonly string[] _names;
    private readonly bool _keep;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] keepColumns, string[] dropColumns, bool keepHidden)
    {
        bool keeps = keepColumns is { Length: > 0 }, drops = dropColumns is { Length: > 0 };
        Contracts.CheckParam(keeps || drops, nameof(keepColumns), "Either keepColumns or dropColumns must be specified.");
        _keep = keeps;
        _names = [.. (keeps ? keepColumns : dropColumns).Distinct()];
        _keepHidden = keepHidden;
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return View.SchemaOf(inputSchema, Select(inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new View(input, Select(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return new View(new EmptyDataView(inputSchema), Select(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetLoader<ColumnSelectingTransformer>();
        ctx.Writer.Write(_keep);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_names.Length);
        foreach (string name in _names)
            ctx.Writer.Write(name);
    }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        bool keep = ctx.Reader.ReadBoolean(), keepHidden = ctx.Reader.ReadBoolean();
        var names = new string[ctx.Reader.ReadInt32()];
        for (int i = 0; i < names.Length; i++)
            names[i] = ctx.Reader.ReadString();
        return new ColumnSelectingTransformer(keep ? names : null, keep ? null : names, keepHidden);
    }

    internal bool Passes(string name) => _names.Contains(name) == _keep;

    internal void CheckNames(IEnumerable<string> inputs)
    {
        string[] missing = [.. _names.Except(inputs)];
        if (missing.Length > 0)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", string.Join(",", missing));
    }

    /// <summary>The input column of each output: in the order asked for when keeping, in the order of the input when dropping.</summary>
    private int[] Select(DataViewSchema schema)
    {
        CheckNames(schema.Select(c => c.Name));
        return _keep
            ? [.. _names.SelectMany(name => schema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden))).Select(c => c.Index)]
            : [.. schema.Where(c => Passes(c.Name)).Select(c => c.Index)];
    }

    private sealed class View(IDataView source, int[] map) : IDataView, IRowToRowMapper
    {
        public bool CanShuffle => source.CanShuffle;

        public DataViewSchema Schema { get; } = SchemaOf(source.Schema, map);

        public DataViewSchema InputSchema => source.Schema;

        public DataViewSchema OutputSchema => Schema;

        public static DataViewSchema SchemaOf(DataViewSchema input, int[] map)
        {
            var schema = new DataViewSchema.Builder();
            schema.AddColumns(map.Select(i => new DataViewSchema.DetachedColumn(input[i])));
            return schema.ToSchema();
        }

        public long? GetRowCount() => source.GetRowCount();

        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
            => [.. dependingColumns.Select(c => InputSchema[map[c.Index]]).DistinctBy(c => c.Index)];

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input);

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        {
            var active = columnsNeeded.Flags(Schema);
            return new Cursor(this, source.GetRowCursor(GetDependencies(Schema.Where(c => active[c.Index])), rand), active);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        {
            var active = columnsNeeded.Flags(Schema);
            var inputs = source.GetRowCursorSet(GetDependencies(Schema.Where(c => active[c.Index])), n, rand);
            return [.. inputs.Select(input => new Cursor(this, input, active))];
        }

        private DataViewSchema.Column Source(DataViewSchema.Column column) => InputSchema[map[column.Index]];

        private sealed class Cursor(View parent, DataViewRowCursor input, bool[] active) : SynchronizedCursorBase(input)
        {
            public override DataViewSchema Schema => parent.Schema;

            public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(parent.Source(column));
        }

        private sealed class Row(View parent, DataViewRow input) : DataViewRow
        {
            public override DataViewSchema Schema => parent.Schema;

            public override long Position => input.Position;

            public override long Batch => input.Batch;

            public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(parent.Source(column));

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(parent.Source(column));

            public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    input.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
