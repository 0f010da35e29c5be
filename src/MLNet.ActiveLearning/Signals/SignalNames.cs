namespace MLNet.ActiveLearning.Signals;

/// <summary>The column names that trainers of this library write and strategies look for by default.</summary>
public static class SignalNames
{
    /// <summary>Class probabilities, <c>Vector&lt;Single, C&gt;</c>; written by any multiclass model.</summary>
    public const string Score = "Score";

    /// <summary>The most probable class, a key; written by any multiclass model.</summary>
    public const string PredictedLabel = "PredictedLabel";

    /// <summary>The input of the last linear layer, <c>Vector&lt;Single, D&gt;</c>.</summary>
    public const string Embedding = "Embedding";

    /// <summary>Predicted average of the class probabilities over the training epochs, <c>Vector&lt;Single, C&gt;</c> (TiDAL, DISAL).</summary>
    public const string DynamicScore = "DynamicScore";

    /// <summary>Class probabilities of S passes with dropout left on, <c>Vector&lt;Single, S, C&gt;</c>.</summary>
    public const string StochasticScore = "StochasticScore";

    /// <summary>Projection of the surrogate gradient on the accumulated optimisation direction, <c>Single</c> (DISAL).</summary>
    public const string ProjectedGradient = "ProjectedGradient";

    /// <summary>Predicted size of the classifier's loss beside that of other rows, <c>Single</c> without a unit (Learning Loss).</summary>
    public const string PredictedLoss = "PredictedLoss";

    /// <summary>Probability that training would learn a row, <c>Single</c> in [0, 1] (CAL).</summary>
    public const string LearnedProbability = "LearnedProbability";

    /// <summary>Squared distance to the nearest decision boundary that DeepFool finds, <c>Single</c>.</summary>
    public const string DeepFoolDistance = "DeepFoolDistance";

    /// <summary>Squared distance to a decision boundary that the basic iterative method finds, <c>Single</c>.</summary>
    public const string BimDistance = "BimDistance";

    /// <summary>Length of the gradient of a surrogate loss in all parameters of the network, <c>Single</c>.</summary>
    public const string NetworkGradientNorm = "NetworkGradientNorm";

    /// <summary>Class probabilities of the previous round's model, <c>Vector&lt;Single, C&gt;</c>; added by a loop (TOD).</summary>
    public const string PreviousScore = "PreviousScore";

    /// <summary>An image as the network sees it, normalised, <c>Vector&lt;Single, channels, rows, columns&gt;</c>.</summary>
    public const string Pixels = "Pixels";
}
