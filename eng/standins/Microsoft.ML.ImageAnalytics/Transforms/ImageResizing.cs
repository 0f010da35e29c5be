using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed class ImageResizingEstimator : TrivialEstimator<ImageResizingTransformer>
{
    internal ImageResizingEstimator(IHostEnvironment env, string outputColumnName, int imageWidth, int imageHeight, string inputColumnName,
        ResizingKind resizing, Anchor cropAnchor)
        : base(env.Register(nameof(ImageResizingEstimator)),
            new ImageResizingTransformer(env, outputColumnName, imageWidth, imageHeight, inputColumnName, resizing, cropAnchor))
    {
    }

    public enum ResizingKind : byte
    {
        IsoPad = 0,
        IsoCrop = 1,
        Fill = 2,
    }

    public enum Anchor : byte
    {
        Right = 0,
        Left = 1,
        Top = 2,
        Bottom = 3,
        Center = 4,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        var (output, input) = Transformer.ColumnPairs[0];
        inputSchema.FindImage(input);
        return inputSchema.With(new SchemaShape.Column(output, Transformer.OutputType));
    }
}

public sealed class ImageResizingTransformer : OneToOneTransformerBase, IModelLoader
{
    private readonly ImageResizingEstimator.ResizingKind _resizing;
    private readonly ImageResizingEstimator.Anchor _anchor;

    internal ImageResizingTransformer(IHostEnvironment env, string outputColumnName, int imageWidth, int imageHeight, string inputColumnName,
        ImageResizingEstimator.ResizingKind resizing, ImageResizingEstimator.Anchor cropAnchor)
        : base(env.Register(nameof(ImageResizingTransformer)), (outputColumnName, inputColumnName ?? outputColumnName))
    {
        Contracts.CheckParam(imageWidth > 0, nameof(imageWidth));
        Contracts.CheckParam(imageHeight > 0, nameof(imageHeight));
        Contracts.CheckParam(Enum.IsDefined(resizing), nameof(resizing));
        Contracts.CheckParam(Enum.IsDefined(cropAnchor), nameof(cropAnchor));
        OutputType = new ImageDataViewType(imageHeight, imageWidth);
        _resizing = resizing;
        _anchor = cropAnchor;
    }

    private ImageResizingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
        int width = ctx.Reader.ReadInt32(), height = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(width > 0 && height > 0);
        OutputType = new ImageDataViewType(height, width);
        _resizing = (ImageResizingEstimator.ResizingKind)ctx.Reader.ReadByte();
        _anchor = (ImageResizingEstimator.Anchor)ctx.Reader.ReadByte();
    }

    internal ImageDataViewType OutputType { get; }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new ImageResizingTransformer(env.Register(nameof(ImageResizingTransformer)), ctx);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<ImageResizingTransformer>();
        SaveColumns(ctx);
        ctx.Writer.Write(OutputType.Width);
        ctx.Writer.Write(OutputType.Height);
        ctx.Writer.Write((byte)_resizing);
        ctx.Writer.Write((byte)_anchor);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol) => ImageEstimators.CheckImage(inputSchema, srcCol);

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(ImageResizingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore() => [new(parent.ColumnPairs[0].outputColumnName, parent.OutputType)];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var getSource = input.GetGetter<MLImage>(input.Schema[SourceIndices[iinfo]]);
            int width = parent.OutputType.Width, height = parent.OutputType.Height;
            MLImage source = null;
            return (ValueGetter<MLImage>)((ref MLImage image) =>
            {
                // An image of the right size is passed on as it is, so the caller's one may be the source of the last row.
                image?.Dispose();
                getSource(ref source);
                if (source is null || source.Width == width && source.Height == height)
                {
                    image = source;
                    return;
                }
                image = ImageResampling.Resize(source, width, height, parent._resizing, parent._anchor);
                image.Tag = source.Tag;
            });
        }
    }
}
