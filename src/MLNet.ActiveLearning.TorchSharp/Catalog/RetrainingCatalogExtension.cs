using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Saving;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning;

/// <summary>Adds the modes that start from a pre-trained network.</summary>
/// <remarks>
/// All of them need <c>Trainers.ImageClassification</c> as the loop's trainer, with the pre-trained network's architecture; its epochs, optimiser, schedule
/// and stopping rule are the recipe's. The pre-trained network's classes do not matter: its classifier is not used.
/// </remarks>
public static class RetrainingCatalogExtension
{
    /// <summary>Each round fine-tunes the pre-trained network, with a linear probe before if the recipe has one; the model is measured and chooses.</summary>
    /// <param name="catalog">The modes.</param>
    /// <param name="pretrained">The network to start from; not disposed.</param>
    /// <param name="recipe">Epochs and learning rates, for example <see cref="FineTuning.Cifar10"/> or <see cref="FineTuning.Cifar10Probed"/>.</param>
    public static RetrainingMode FineTune(this RetrainingCatalog catalog, ImageClassificationTransformer pretrained, FineTuningRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new FineTuningRetraining(pretrained, recipe, Identify(catalog, pretrained));
    }

    /// <summary>Selection via proxy on pre-trained features (SVPp): a small classifier on stored features chooses, and the fine-tuned network is measured.</summary>
    /// <param name="catalog">The modes.</param>
    /// <param name="pretrained">Computes the features of the whole pool once, and is fine-tuned; not disposed.</param>
    /// <param name="options">Proxy and recipe; null for the defaults.</param>
    public static RetrainingMode SelectionViaProxy(this RetrainingCatalog catalog, ImageClassificationTransformer pretrained, ProxyRetrainingOptions? options = null) =>
        new ProxyRetraining(pretrained, options ?? new ProxyRetrainingOptions(), Identify(catalog, pretrained));

    /// <summary>
    /// Aligned selection via proxy (ASVP): as <see cref="SelectionViaProxy"/>, but the stored features are renewed by fine-tuning once the labels at hand show that they
    /// have fallen behind (<see cref="Transferability.AlignmentTrigger"/>), and the models are trained by a linear probe first until then.
    /// </summary>
    /// <remarks>Iterations, score, difference and decision of every round are in <see cref="Loop.Round.Retraining"/>. Wen, Pizarro, Williams (ASVP), section 5.</remarks>
    /// <param name="catalog">The modes.</param>
    /// <param name="pretrained">Computes the features of the whole pool, and is fine-tuned; not disposed.</param>
    /// <param name="options">Proxy, recipes and trigger; null for the defaults.</param>
    public static RetrainingMode AlignedSelectionViaProxy(this RetrainingCatalog catalog, ImageClassificationTransformer pretrained, AlignedProxyOptions? options = null) =>
        new AlignedProxyRetraining(pretrained, options ?? new AlignedProxyOptions(), Identify(catalog, pretrained));

    private static string Identify(RetrainingCatalog catalog, ImageClassificationTransformer pretrained)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(pretrained);
        return $"model {ModelHash.Compute(catalog.Context, pretrained)}";
    }
}
