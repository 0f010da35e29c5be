using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImagePixelExtractingEstimator : TrivialEstimator<ImagePixelExtractingTransformer>
{
    internal ImagePixelExtractingEstimator(IHostEnvironment env, string outputColumnName, string inputColumnName, PixelLayout layout)
        : base(env.Register(nameof(ImagePixelExtractingEstimator)), new ImagePixelExtractingTransformer(env, outputColumnName, inputColumnName, layout))
    {
    }

    [Flags]
    public enum ColorBits : byte
    {
        Alpha = 1,
        Red = 2,
        Green = 4,
        Blue = 8,
        Rgb = Red | Green | Blue,
        All = Alpha | Red | Green | Blue,
    }

    public enum ColorsOrder : byte
    {
        ARGB = 1,
        ARBG = 2,
        ABRG = 3,
        ABGR = 4,
        AGRB = 5,
        AGBR = 6,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        var (output, input) = Transformer.ColumnPairs[0];
        inputSchema.FindImage(input);
        DataViewType item = Transformer.Layout.AsFloat ? NumberDataViewType.Single : NumberDataViewType.Byte;
        return inputSchema.With(new SchemaShape.Column(output, VectorKind.Vector, item, false));
    }
}

public sealed class ImagePixelExtractingTransformer : OneToOneTransformerBase, IModelLoader
{
    internal ImagePixelExtractingTransformer(IHostEnvironment env, string outputColumnName, string inputColumnName, PixelLayout layout)
        : base(env.Register(nameof(ImagePixelExtractingTransformer)), (outputColumnName, inputColumnName ?? outputColumnName))
    {
        Contracts.CheckParam(layout.Planes > 0, "colorsToExtract", "Need to use at least one color plane.");
        Contracts.CheckParam(float.IsFinite(layout.Offset), "offsetImage");
        Contracts.CheckParam(float.IsFinite(layout.Scale) && layout.Scale != 0, "scaleImage");
        Layout = layout.AsFloat ? layout : layout with { Offset = 0, Scale = 1 };
    }

    private ImagePixelExtractingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
        => Layout = new PixelLayout((ImagePixelExtractingEstimator.ColorBits)ctx.Reader.ReadByte(), (ImagePixelExtractingEstimator.ColorsOrder)ctx.Reader.ReadByte(),
            ctx.Reader.ReadBoolean(), ctx.Reader.ReadSingle(), ctx.Reader.ReadSingle(), ctx.Reader.ReadBoolean());

    internal PixelLayout Layout { get; }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new ImagePixelExtractingTransformer(env.Register(nameof(ImagePixelExtractingTransformer)), ctx);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<ImagePixelExtractingTransformer>();
        SaveColumns(ctx);
        ctx.Writer.Write((byte)Layout.Colors);
        ctx.Writer.Write((byte)Layout.Order);
        ctx.Writer.Write(Layout.Interleave);
        ctx.Writer.Write(Layout.Offset);
        ctx.Writer.Write(Layout.Scale);
        ctx.Writer.Write(Layout.AsFloat);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        var image = ImageEstimators.CheckImage(inputSchema, srcCol);
        if (image.Height <= 0 || image.Width <= 0)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", ColumnPairs[col].inputColumnName, "known-size image", "unknown-size image");
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(ImagePixelExtractingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        private ImageDataViewType InputType => (ImageDataViewType)InputSchema[SourceIndices[0]].Type;

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [new(parent.ColumnPairs[0].outputColumnName, parent.Layout.TypeFor(InputType))];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
            => parent.Layout.AsFloat ? MakeTypedGetter<float>(input, out disposer) : MakeTypedGetter<byte>(input, out disposer);

        private ValueGetter<VBuffer<T>> MakeTypedGetter<T>(DataViewRow input, out Action disposer)
        {
            var getSource = input.GetGetter<MLImage>(input.Schema[SourceIndices[0]]);
            var (width, height) = (InputType.Width, InputType.Height);
            int size = parent.Layout.TypeFor(InputType).Size;
            MLImage source = null;
            disposer = () =>
            {
                source?.Dispose();
                source = null;
            };
            return (ref VBuffer<T> pixels) =>
            {
                getSource(ref source);
                if (source is null)
                {
                    pixels = VBufferEditor.Create(ref pixels, size, 0).Commit();
                    return;
                }
                Contracts.Check(source.Height == height && source.Width == width,
                    $"Image of {source.Width} x {source.Height} pixels in a column of {width} x {height}.");
                var editor = VBufferEditor.Create(ref pixels, size);
                if (typeof(T) == typeof(float))
                    parent.Layout.Copy(source, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Bytes(editor.Values)));
                else
                    parent.Layout.Copy(source, Bytes(editor.Values));
                pixels = editor.Commit();
            };
        }

        private static Span<byte> Bytes<T>(Span<T> values)
            => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
                ref System.Runtime.CompilerServices.Unsafe.As<T, byte>(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(values)),
                values.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
    }
}
