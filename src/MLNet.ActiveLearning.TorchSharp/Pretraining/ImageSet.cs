using Microsoft.ML;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>Reads the images of a view without their labels.</summary>
internal static class ImageSet
{
    /// <exception cref="ArgumentException">There is no such column, or it holds no images.</exception>
    /// <exception cref="InvalidOperationException">An image is unfit, or there are too few.</exception>
    public static ImageStore Read(IDataView view, string columnName, CancellationToken cancellationToken)
    {
        DataViewSchema.Column column = view.Schema.GetColumnOrNull(columnName) ?? throw new ArgumentException(
            $"There is no image column '{columnName}'. Columns: {string.Join(", ", view.Schema.Select(c => c.Name).Distinct())}. Set ByolOptions.ImageColumnName, or rename the column.");
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ImageColumnReader reader = ImageColumnReader.Create(cursor, column);
        ImageStore? images = null;
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (images is null)
            {
                images = new ImageStore(reader.Read());
                reader.CopyTo(images.Add());
            }
            else
            {
                reader.Read(images.Shape, images.Add());
            }
        }

        return images is { Count: >= 2 } ? images : throw new InvalidOperationException($"The view has {images?.Count ?? 0} images; pre-training needs at least 2, and is of use with thousands.");
    }
}
