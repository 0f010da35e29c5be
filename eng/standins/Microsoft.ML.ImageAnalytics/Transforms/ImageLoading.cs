using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Data;

public sealed class ImageLoadingEstimator : TrivialEstimator<ImageLoadingTransformer>
{
    internal ImageLoadingEstimator(IHostEnvironment env, string imageFolder, bool asImage, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(ImageLoadingEstimator)), new ImageLoadingTransformer(env, imageFolder, asImage, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var source = inputSchema.Find(pair.inputColumnName);
            if (source.ItemType is not TextDataViewType || source.Kind != VectorKind.Scalar)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.inputColumnName, TextDataViewType.Instance.ToString(), source.GetTypeString());
            return new SchemaShape.Column(pair.outputColumnName, Transformer.OutputType);
        }));
    }
}

public sealed class ImageLoadingTransformer : OneToOneTransformerBase, IModelLoader
{
    public readonly string ImageFolder;

    private readonly bool _asImage;

    internal ImageLoadingTransformer(IHostEnvironment env, string imageFolder, bool asImage, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(ImageLoadingTransformer)), columns)
    {
        if (!string.IsNullOrEmpty(imageFolder))
            ImageFolder = Directory.Exists(imageFolder) ? Path.GetFullPath(imageFolder) : throw new ArgumentException($"Directory \"{imageFolder}\" does not exist.");
        _asImage = asImage;
    }

    private ImageLoadingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
        string folder = ctx.Reader.ReadString();
        ImageFolder = folder.Length == 0 ? null : folder;
        _asImage = ctx.Reader.ReadBoolean();
    }

    internal DataViewType OutputType => _asImage ? new ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte);

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new ImageLoadingTransformer(env.Register(nameof(ImageLoadingTransformer)), ctx);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<ImageLoadingTransformer>();
        SaveColumns(ctx);
        ctx.Writer.Write(ImageFolder ?? "");
        ctx.Writer.Write(_asImage);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        if (inputSchema[srcCol].Type is not TextDataViewType)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", ColumnPairs[col].inputColumnName, TextDataViewType.Instance.ToString(), inputSchema[srcCol].Type.ToString());
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(ImageLoadingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [.. parent.ColumnPairs.Select(pair => new DataViewSchema.DetachedColumn(pair.outputColumnName, parent.OutputType))];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            var path = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[SourceIndices[iinfo]]);
            if (parent._asImage)
                return ImageGetter(path, out disposer);
            disposer = null;
            return BytesGetter(path);
        }

        private ValueGetter<MLImage> ImageGetter(ValueGetter<ReadOnlyMemory<char>> getPath, out Action disposer)
        {
            MLImage last = null;
            disposer = () =>
            {
                last?.Dispose();
                last = null;
            };
            ReadOnlyMemory<char> name = default;
            return (ref MLImage image) =>
            {
                image?.Dispose();
                image = null;
                getPath(ref name);
                if (!name.IsEmpty)
                {
                    string path = FullPath(name);
                    byte[] bytes = File.ReadAllBytes(path);
                    image = MLImage.CreateFromStream(new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true));
                    image.Tag = path;
                }
                last = image;
            };
        }

        private ValueGetter<VBuffer<byte>> BytesGetter(ValueGetter<ReadOnlyMemory<char>> getPath)
        {
            ReadOnlyMemory<char> name = default;
            return (ref VBuffer<byte> bytes) =>
            {
                getPath(ref name);
                byte[] content = name.IsEmpty ? [] : File.ReadAllBytes(FullPath(name));
                bytes = new VBuffer<byte>(content.Length, content);
            };
        }

        private string FullPath(ReadOnlyMemory<char> name)
            => string.IsNullOrWhiteSpace(parent.ImageFolder) ? name.ToString() : Path.Combine(parent.ImageFolder, name.ToString());
    }
}
