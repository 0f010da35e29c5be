namespace MLNet.ActiveLearning.Features;

/// <summary>What the features of a store are: rows are only added to a store with an equal description.</summary>
/// <param name="ModelHash">Identifies the model that computed them, as <see cref="Saving.ModelHash"/> gives it; any text for features from elsewhere.</param>
/// <param name="Preprocessing">What was done to an input before the model saw it, in words or as JSON.</param>
/// <param name="Dimension">Numbers of a row D, at least 1.</param>
/// <param name="Type">How a number is kept.</param>
public sealed record FeatureDescription(string ModelHash, string Preprocessing, int Dimension, FeatureType Type)
{
    /// <summary>Refuses features of another kind.</summary>
    /// <param name="path">The store, for the message.</param>
    /// <param name="wanted">What the caller has.</param>
    /// <exception cref="InvalidOperationException">They differ; the message names both.</exception>
    internal void RequireEqual(string path, FeatureDescription wanted)
    {
        (string Name, object Stored, object Given)[] facts =
        [
            ("model", ModelHash, wanted.ModelHash), ("preprocessing", Preprocessing, wanted.Preprocessing),
            ("dimension", Dimension, wanted.Dimension), ("type", Type, wanted.Type),
        ];
        string[] differences = [.. facts.Where(f => !f.Stored.Equals(f.Given)).Select(f => $"its {f.Name} is '{f.Stored}' and yours is '{f.Given}'")];
        if (differences.Length > 0)
        {
            throw new InvalidOperationException(
                $"The features in '{path}' were computed otherwise: {string.Join("; ", differences)}. Use the model and preprocessing they were computed with, or another file.");
        }
    }
}
