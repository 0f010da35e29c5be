namespace MLNet.ActiveLearning.Weights;

/// <summary>How the tensors of a file are matched with those of a network.</summary>
public sealed record WeightMatching
{
    /// <summary>What stands before the network's names in the file, for example <c>module.online_net.backbone.</c></summary>
    /// <value>
    /// Default <see langword="null"/>: the one under which most of the network's names are found; of several, the network that was trained
    /// rather than its moving average (<c>target</c>, <c>teacher</c>, <c>ema</c>, <c>momentum</c>, <c>encoder_k</c>), then the shortest. Empty: the names as they are.
    /// </value>
    public string? Prefix { get; init; }

    /// <summary>Whether the classifier is taken over where its shape fits.</summary>
    /// <value>Default <see langword="true"/>. Another shape, or none in the file, leaves the classifier as it was initialised in any case.</value>
    public bool TakeClassifier { get; init; } = true;

    /// <summary>Whether tensors of the network may be missing in the file, or the file may hold more layers than the network.</summary>
    /// <value>Default <see langword="false"/>: both are errors, because a network that is pre-trained in part trains without complaint, only worse.</value>
    public bool AllowPartial { get; init; }
}
