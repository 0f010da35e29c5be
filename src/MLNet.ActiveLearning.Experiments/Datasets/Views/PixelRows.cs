using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Rows whose images are bytes in memory, one plane after another.</summary>
internal abstract class PixelRows(string split, IReadOnlyList<string> classNames, int count, int channels, ImageSize size) : IImageRows
{
    public int Count { get; } = count;

    public IReadOnlyList<string> ClassNames { get; } = classNames;

    public DataViewType ImageType { get; } = new VectorDataViewType(NumberDataViewType.Byte, channels, size.Height, size.Width);

    /// <summary>Bytes of one image.</summary>
    public int ImageLength { get; } = channels * size.Width * size.Height;

    public string GetId(int row) => $"{split}/{row:D5}";

    public abstract int GetClass(int row);

    public IImageReader OpenReader() => new Reader(this);

    /// <summary>The bytes of one image; they never change.</summary>
    public abstract ReadOnlySpan<byte> GetPixels(int row);

    private sealed class Reader(PixelRows rows) : IImageReader
    {
        public Delegate CreateGetter(Func<int> currentRow) => new ValueGetter<VBuffer<byte>>((ref VBuffer<byte> value) =>
        {
            VBufferEditor<byte> editor = VBufferEditor.Create(ref value, rows.ImageLength);
            rows.GetPixels(currentRow()).CopyTo(editor.Values);
            value = editor.Commit();
        });

        public void Dispose()
        {
        }
    }
}
