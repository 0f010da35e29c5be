using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads the images of a column row by row as bytes (H, W, C).</summary>
internal abstract class ImageColumnReader(DataViewRow row, string columnName)
{
    /// <summary>The shape of the images as far as the schema tells; channels only, if the size is not known.</summary>
    /// <exception cref="ArgumentException">The column does not hold images.</exception>
    public static ImageShape GetShape(DataViewSchema.Column column) => column.Type switch
    {
        ImageDataViewType image => new ImageShape(3, image.Height, image.Width),
        VectorDataViewType { ItemType: var item, Dimensions: [> 0 and int channels, > 0 and int height, > 0 and int width] }
            when item == NumberDataViewType.Single || item == NumberDataViewType.Byte => new ImageShape(channels, height, width),
        _ => throw new ArgumentException(
            $"Column '{column.Name}' is {column.Type}; a column of images must be an image or a vector of Byte or Single with the dimensions "
            + "(channels, height, width). Load images with ml.Transforms.LoadImages, or turn them into such a vector with ml.Transforms.ExtractPixels; "
            + "declare the dimensions of a vector of your own with [VectorType(3, 32, 32)]."),
    };

    /// <summary>A reader of a column of a row or cursor.</summary>
    public static ImageColumnReader Create(DataViewRow row, DataViewSchema.Column column)
    {
        ImageShape shape = GetShape(column);
        return column.Type switch
        {
            ImageDataViewType => new MLImageReader(row, column),
            VectorDataViewType vector when vector.ItemType == NumberDataViewType.Byte => new ByteVectorReader(row, column, shape),
            _ => new SingleVectorReader(row, column, shape),
        };
    }

    /// <summary>Reads the image of the current row.</summary>
    /// <returns>Its shape.</returns>
    public abstract ImageShape Read();

    /// <summary>Copies the image that was read.</summary>
    /// <param name="pixels">(H, W, C) bytes, red first.</param>
    public abstract void CopyTo(Span<byte> pixels);

    /// <summary>Reads the image of the current row, which must have a given shape.</summary>
    /// <exception cref="InvalidOperationException">It has another one; the message names the row.</exception>
    public void Read(ImageShape expected, Span<byte> pixels)
    {
        ImageShape shape = Read();
        if (shape != expected)
        {
            throw Fail($"is {shape.Width} x {shape.Height} pixels with {shape.Channels} channels, but the network takes {expected.Width} x {expected.Height} "
                + $"pixels with {expected.Channels} channels. Images of one size are needed: add ml.Transforms.ResizeImages before the trainer.");
        }

        CopyTo(pixels);
    }

    /// <summary>An error about the image of the current row.</summary>
    protected InvalidOperationException Fail(string what) => new($"Row {row.Position} of column '{columnName}' {what}");
}
