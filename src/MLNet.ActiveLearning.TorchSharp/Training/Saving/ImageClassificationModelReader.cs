using Microsoft.ML;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads image classifiers that <c>ml.ActiveLearning().Save</c> wrote.</summary>
public sealed class ImageClassificationModelReader : IModelReader
{
    /// <inheritdoc/>
    /// <remarks>The weights go to the CUDA device if there is one and the saved options do not say otherwise.</remarks>
    public ISavableModel Load(MLContext context, IModelSource source)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(source);
        return new ImageClassificationTransformer(ImageClassificationModelFile.Read(context, source));
    }
}
