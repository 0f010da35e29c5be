using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms
{
    public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
    {
        private readonly IHost _host;
        private readonly string _output;
        private readonly string[] _inputs;

        internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
        {
            _host = env.Register(nameof(ColumnConcatenatingEstimator));
            Contracts.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
            Contracts.CheckValue(inputColumnNames, nameof(inputColumnNames));
            Contracts.CheckParam(inputColumnNames.Length > 0, nameof(inputColumnNames), "Input columns not specified");
            Contracts.CheckParam(!inputColumnNames.Any(string.IsNullOrEmpty), nameof(inputColumnNames), "Contained some null or empty items");
            _output = outputColumnName;
            _inputs = inputColumnNames;
        }

        public ColumnConcatenatingTransformer Fit(IDataView input)
        {
            Contracts.CheckValue(input, nameof(input));
            return new ColumnConcatenatingTransformer(_host, _output, _inputs);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Contracts.CheckValue(inputSchema, nameof(inputSchema));
            SchemaShape.Column[] sources = [.. _inputs.Select(inputSchema.Find)];
            DataViewType itemType = sources[0].ItemType;
            foreach (var source in sources)
            {
                Contracts.Check(!source.IsKey, $"Column '{source.Name}' is key. Concatenation of keys is unsupported.");
                Contracts.Check(source.ItemType.Equals(itemType),
                    $"Concatenated columns should have the same type. Column '{source.Name}' has type of {source.ItemType}, but expected column type is {itemType}.");
            }

            var annotations = new List<SchemaShape.Column>();
            if (sources.All(s => s.IsNormalized()))
                annotations.Add(SchemaShapes.IsNormalizedShape);
            if (sources.Any(s => s.Kind == VectorKind.Scalar || s.HasSlotNames()))
                annotations.Add(new(AnnotationUtils.Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false));
            var kind = sources.Any(s => s.Kind == VectorKind.VariableVector) ? VectorKind.VariableVector : VectorKind.Vector;
            return inputSchema.With(new SchemaShape.Column(_output, kind, itemType, false, new SchemaShape(annotations)));
        }
    }
}

namespace Microsoft.ML.Data
{
    public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase, IModelLoader
    {
        private readonly string _output;
        private readonly string[] _inputs;

        internal ColumnConcatenatingTransformer(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
            : base(env.Register(nameof(ColumnConcatenatingTransformer)))
        {
            _output = outputColumnName;
            _inputs = inputColumnNames;
        }

        static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        {
            string output = ctx.Reader.ReadString();
            var inputs = new string[ctx.Reader.ReadInt32()];
            for (int i = 0; i < inputs.Length; i++)
                inputs[i] = ctx.Reader.ReadString();
            return new ColumnConcatenatingTransformer(env, output, inputs);
        }

        private protected override void SaveModel(ModelSaveContext ctx)
        {
            ctx.SetLoader<ColumnConcatenatingTransformer>();
            ctx.Writer.Write(_output);
            ctx.Writer.Write(_inputs.Length);
            foreach (string input in _inputs)
                ctx.Writer.Write(input);
        }

        private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

        private sealed class Mapper : MapperBase
        {
            private readonly ColumnConcatenatingTransformer _parent;
            private readonly DataViewSchema.Column[] _sources;
            private readonly VectorDataViewType _type;

            public Mapper(ColumnConcatenatingTransformer parent, DataViewSchema schema) : base(schema)
            {
                _parent = parent;
                _sources = [.. parent._inputs.Select(name => schema.GetColumnOrNull(name)
                    ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name))];
                DataViewType itemType = _sources[0].Type.GetItemType();
                foreach (var source in _sources)
                {
                    if (!source.Type.GetItemType().Equals(itemType))
                        throw Contracts.ExceptSchemaMismatch("inputSchema", "input", source.Name, itemType.ToString(), source.Type.ToString());
                }
                bool isKnown = _sources.All(s => s.Type.GetValueCount() > 0);
                _type = new VectorDataViewType((PrimitiveDataViewType)itemType, isKnown ? _sources.Sum(s => s.Type.GetValueCount()) : 0);
            }

            private bool IsIdentity => _sources.Length == 1 && _sources[0].Type is VectorDataViewType;

            public override Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
                => activeOutput(0) ? column => _sources.Any(s => s.Index == column) : _ => false;

            protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            {
                if (IsIdentity)
                    return [new(_parent._output, _sources[0].Type, _sources[0].Annotations)];
                var annotations = new DataViewSchema.Annotations.Builder();
                if (_type.ItemType is NumberDataViewType && _sources.All(IsNormalized))
                    annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
                if (_type.IsKnownSize && _sources.Any(s => s.Type is not VectorDataViewType vector || s.HasSlotNames(vector.Size)))
                    annotations.AddNames(AnnotationUtils.Kinds.SlotNames, [.. _sources.SelectMany(SlotNames)]);
                return [new(_parent._output, _type, annotations.ToAnnotations())];
            }

            protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
            {
                disposer = null;
                return IsIdentity
                    ? input.GetGetter(input.Schema[_sources[0].Index])
                    : (Delegate)GenericCalls.Invoke(this, nameof(MakeTypedGetter), [_type.ItemType.RawType], input);
            }

            private static bool IsNormalized(DataViewSchema.Column column)
            {
                bool value = false;
                if (column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.IsNormalized)?.Type is BooleanDataViewType)
                    column.Annotations.GetValue(AnnotationUtils.Kinds.IsNormalized, ref value);
                return value;
            }

            private static IEnumerable<string> SlotNames(DataViewSchema.Column column)
            {
                if (column.Type is not VectorDataViewType vector)
                    return [column.Name];
                if (!column.HasSlotNames(vector.Size))
                    return Enumerable.Repeat("", vector.Size);
                VBuffer<ReadOnlyMemory<char>> names = default;
                column.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref names);
                return names.DenseValues().Select(n => n.IsEmpty ? "" : $"{column.Name}.{n}");
            }

            private ValueGetter<VBuffer<T>> MakeTypedGetter<T>(DataViewRow input)
            {
                var parts = new Part<T>[_sources.Length];
                for (int i = 0; i < parts.Length; i++)
                    parts[i] = new Part<T>(input, input.Schema[_sources[i].Index]);
                return (ref VBuffer<T> destination) =>
                {
                    int length = 0, count = 0;
                    foreach (var part in parts)
                    {
                        part.Read();
                        length += part.Value.Length;
                        count += part.Value.GetValues().Length;
                    }
                    bool dense = count > length / 2;
                    var editor = VBufferEditor.Create(ref destination, length, dense ? length : count);
                    int slot = 0, item = 0;
                    foreach (var part in parts)
                    {
                        if (dense)
                            part.Value.CopyTo(editor.Values, slot);
                        else
                        {
                            foreach (var (index, value) in part.Value.Items())
                            {
                                editor.Values[item] = value;
                                editor.Indices[item++] = slot + index;
                            }
                        }
                        slot += part.Value.Length;
                    }
                    destination = editor.Commit();
                };
            }
        }

        /// <summary>The current value of one source as a vector.</summary>
        private sealed class Part<T>
        {
            private readonly ValueGetter<T> _scalar;
            private readonly ValueGetter<VBuffer<T>> _vector;
            private readonly DataViewSchema.Column _column;
            private readonly T[] _single = new T[1];

            public VBuffer<T> Value;

            public Part(DataViewRow input, DataViewSchema.Column column)
            {
                _column = column;
                if (column.Type is VectorDataViewType)
                    _vector = input.GetGetter<VBuffer<T>>(column);
                else
                    (_scalar, Value) = (input.GetGetter<T>(column), new VBuffer<T>(1, _single));
            }

            public void Read()
            {
                if (_vector is null)
                {
                    _scalar(ref _single[0]);
                    return;
                }
                _vector(ref Value);
                int size = _column.Type.GetVectorSize();
                Contracts.Check(size == 0 || size == Value.Length, $"Column '{_column.Name}': expected {size} slots, but got {Value.Length}");
            }
        }
    }
}
