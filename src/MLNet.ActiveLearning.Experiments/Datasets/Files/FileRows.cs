using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Rows whose images are files, decoded when they are read.</summary>
internal sealed class FileRows : IImageRows
{
    private readonly IFileStore store;
    private readonly ImageFile[] files;
    private readonly int[] classes;
    private readonly ImageSize? resizeTo;

    public FileRows(IFileStore store, ImageFile[] files, IReadOnlyList<string> classNames, ImageSize size, bool resize)
    {
        this.store = store;
        this.files = files;
        resizeTo = resize ? size : null;
        ClassNames = classNames;
        ImageType = new ImageDataViewType(size.Height, size.Width);
        Dictionary<string, int> numbers = classNames.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        classes = Array.ConvertAll(files, file => numbers[file.ClassName]);
    }

    public int Count => files.Length;

    public IReadOnlyList<string> ClassNames { get; }

    public DataViewType ImageType { get; }

    public string GetId(int row) => files[row].Path;

    public int GetClass(int row) => classes[row];

    public IImageReader OpenReader() => new Reader(this);

    private sealed class Reader(FileRows rows) : IImageReader
    {
        private readonly IFileReader reader = rows.store.OpenReader();

        public Delegate CreateGetter(Func<int> currentRow) => new ValueGetter<MLImage>((ref MLImage value) =>
        {
            // As ML.NET's own image loader does: the caller's previous image is given back to the native heap.
            value?.Dispose();
            value = null!;
            value = ReadImage(rows.files[currentRow()]);
        });

        public void Dispose() => reader.Dispose();

        private MLImage ReadImage(ImageFile file)
        {
            try
            {
                MLImage image = ImageDecoder.Decode(reader.Read(file.File), file.Size);
                if (rows.resizeTo is ImageSize size && size != file.Size)
                {
                    using MLImage original = image;
                    image = ImageResizer.Resize(original, size);
                }

                image.Tag = rows.store.GetTag(file.File);
                return image;
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException(
                    $"Image '{file.Path}' in '{rows.store.Location}' {e.Message}. Remove or repair the file, or set CheckPixels and "
                    + "SkipInvalid to leave out every such file when the set is opened.",
                    e);
            }
        }
    }
}
