using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning;

/// <summary>Adds the mode that trains on part of the labelled rows.</summary>
public static class SubsetTrainingCatalogExtension
{
    /// <summary>GRAD-MATCH: most rounds train from scratch on a weighted part of the labelled rows whose gradients stand for those of all, chosen anew every few epochs.</summary>
    /// <remarks>
    /// Needs <c>Trainers.ImageClassification</c> as the loop's trainer. Killamsetty, Sivasubramanian, Ramakrishnan, De, Iyer, "GRAD-MATCH: Gradient Matching
    /// based Data Subset Selection for Efficient Deep Model Training", ICML 2021; in rounds of active learning: Beck et al. (DISTIL), section 4.8.
    /// </remarks>
    /// <param name="catalog">The modes.</param>
    /// <param name="options">How large the part is, and how it is chosen; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option cannot work; the message names all that cannot.</exception>
    public static RetrainingMode SubsetTraining(this RetrainingCatalog catalog, SubsetTrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= new SubsetTrainingOptions();
        IReadOnlyList<string> problems = options.FindProblems();
        return problems.Count == 0
            ? new SubsetRetraining(options)
            : throw new ArgumentException($"SubsetTrainingOptions cannot work. {string.Join(' ', problems)}", nameof(options));
    }
}
