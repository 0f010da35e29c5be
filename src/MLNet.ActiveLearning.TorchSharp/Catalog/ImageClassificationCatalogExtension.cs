using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning;

/// <summary>Adds image classification to the trainers of the library.</summary>
public static class ImageClassificationCatalogExtension
{
    /// <summary>Creates a trainer of image classifiers with the common parameters.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The column of labels: a key, or text.</param>
    /// <param name="imageColumnName">The column of images, or of pixel vectors (channels, height, width).</param>
    /// <param name="architecture">The network; default ResNet-18 for small images.</param>
    /// <param name="epochs">Epochs, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter cannot work; the message names all problems.</exception>
    public static ImageClassificationTrainer ImageClassification(
        this TrainerCatalog catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        Architecture? architecture = null,
        int epochs = 50)
    {
        return catalog.ImageClassification(new ImageClassificationOptions
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            Architecture = architecture ?? Architecture.ResNet18,
            Epochs = epochs,
        });
    }

    /// <summary>Creates a trainer of image classifiers.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Everything that can be set.</param>
    /// <exception cref="ArgumentException">An option cannot work; the message names all problems.</exception>
    public static ImageClassificationTrainer ImageClassification(this TrainerCatalog catalog, ImageClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ImageClassificationTrainer(catalog.Context, options);
    }
}
