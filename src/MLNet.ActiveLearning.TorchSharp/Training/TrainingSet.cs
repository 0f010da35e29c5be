using Microsoft.ML;

namespace MLNet.ActiveLearning.Training;

/// <summary>The labelled images of a view in memory.</summary>
/// <param name="Images">N images.</param>
/// <param name="Labels">N class indices.</param>
/// <param name="ClassNames">C names.</param>
internal sealed record TrainingSet(ImageStore Images, int[] Labels, string[] ClassNames)
{
    /// <summary>Reads all rows of a view, in its order.</summary>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A row has no label or an unfit image, or there are too few rows.</exception>
    public static TrainingSet Read(IDataView view, ImageClassificationOptions options, CancellationToken cancellationToken)
    {
        DataViewSchema.Column imageColumn = GetColumn(view.Schema, options.ImageColumnName, "image", nameof(options.ImageColumnName));
        DataViewSchema.Column labelColumn = GetColumn(view.Schema, options.LabelColumnName, "label", nameof(options.LabelColumnName));
        using DataViewRowCursor cursor = view.GetRowCursor([imageColumn, labelColumn]);
        var labelReader = new LabelColumnReader(cursor, labelColumn, options.ClassNames);
        ImageColumnReader imageReader = ImageColumnReader.Create(cursor, imageColumn);
        ImageStore? images = null;
        List<int> labels = [];
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            labels.Add(labelReader.Read());
            if (images is null)
            {
                // The first image sets the size, where the column's type does not.
                images = new ImageStore(imageReader.Read());
                imageReader.CopyTo(images.Add());
            }
            else
            {
                imageReader.Read(images.Shape, images.Add());
            }
        }

        if (images is null || labels.Count < 2)
        {
            throw new InvalidOperationException($"The training view has {labels.Count} rows; at least 2 labelled images are needed.");
        }

        int[] indices = [.. labels];
        return new TrainingSet(images, indices, labelReader.GetClasses(indices));
    }

    /// <summary>Reads the images of all rows of a view, in its order; null if it has none.</summary>
    /// <exception cref="ArgumentException">The column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A row has an image of another shape.</exception>
    public static ImageStore? ReadImages(IDataView view, ImageShape shape, ImageClassificationOptions options, CancellationToken cancellationToken)
    {
        DataViewSchema.Column column = GetColumn(view.Schema, options.ImageColumnName, "image", nameof(options.ImageColumnName));
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ImageColumnReader reader = ImageColumnReader.Create(cursor, column);
        var images = new ImageStore(shape);
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read(shape, images.Add());
        }

        return images.Count == 0 ? null : images;
    }

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static DataViewSchema.Column GetColumn(DataViewSchema schema, string name, string role, string option) =>
        schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"There is no {role} column '{name}'. Columns: {string.Join(", ", schema.Select(c => c.Name).Distinct())}. Set ImageClassificationOptions.{option}, or rename the column.");
}
