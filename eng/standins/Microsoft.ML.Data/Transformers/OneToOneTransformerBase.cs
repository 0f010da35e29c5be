using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    internal readonly (string outputColumnName, string inputColumnName)[] ColumnPairs;

    private protected OneToOneTransformerBase(IHost host, params (string outputColumnName, string inputColumnName)[] columns) : base(host)
    {
        Contracts.CheckValue(columns, nameof(columns));
        var names = new HashSet<string>();
        foreach ((string output, string input) in columns)
        {
            Contracts.CheckNonEmpty(input, nameof(columns));
            Contracts.CheckNonEmpty(output, nameof(columns));
            Contracts.CheckParam(names.Add(output), nameof(columns), $"Name of the result column '{output}' specified multiple times");
        }
        ColumnPairs = columns;
    }

    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx) : this(host, LoadColumns(ctx))
    {
    }

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach ((string output, string input) in ColumnPairs)
        {
            ctx.Writer.Write(output);
            ctx.Writer.Write(input);
        }
    }

    /// <summary>Refuses input columns that this transformer cannot work on.</summary>
    private protected virtual void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
    }

    private static (string, string)[] LoadColumns(ModelLoadContext ctx)
    {
        int count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count >= 0);
        return [.. Enumerable.Range(0, count).Select(_ => (ctx.Reader.ReadString(), ctx.Reader.ReadString()))];
    }

    private protected abstract class OneToOneMapperBase : MapperBase
    {
        protected OneToOneMapperBase(OneToOneTransformerBase parent, DataViewSchema inputSchema) : base(inputSchema)
        {
            SourceIndices = new int[parent.ColumnPairs.Length];
            for (int i = 0; i < SourceIndices.Length; i++)
            {
                string name = parent.ColumnPairs[i].inputColumnName;
                SourceIndices[i] = inputSchema.GetColumnOrNull(name)?.Index
                    ?? throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
                parent.CheckInputColumn(inputSchema, i, SourceIndices[i]);
            }
        }

        /// <summary>The index of the input column of each output.</summary>
        protected int[] SourceIndices { get; }

        public sealed override Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        {
            var active = new bool[InputSchema.Count];
            for (int i = 0; i < SourceIndices.Length; i++)
                active[SourceIndices[i]] |= activeOutput(i);
            return column => active[column];
        }
    }
}
