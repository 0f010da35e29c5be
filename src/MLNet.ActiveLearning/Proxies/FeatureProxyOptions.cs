using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>How a proxy is trained on stored features. The defaults are those of ASVP's paper.</summary>
/// <remarks>
/// SGD with Nesterov momentum and no weight decay on the mean cross-entropy; the learning rate changes at every step, from a to 0.195 a:
/// <c>a cos(7/16 pi t / T)</c>. Features are not varied. Wen, Pizarro, Williams, "Feature Alignment: Rethinking Efficient Active Learning via Proxy in
/// the Context of Pre-trained Models", section 6 and appendix; the scripts released with it start at 0.1 where the paper says 0.01.
/// </remarks>
public sealed record FeatureProxyOptions
{
    /// <summary>What the proxy is made of.</summary>
    /// <value>Default: <see cref="ProxyKind.Mlp"/>.</value>
    public ProxyKind Kind { get; init; }

    /// <summary>Width H of the hidden layer.</summary>
    /// <value>Default: null, the width of the features; at least 1.</value>
    public int? HiddenWidth { get; init; }

    /// <summary>The column of features: a vector of Single of known size.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string FeatureColumnName { get; init; } = SignalNames.Embedding;

    /// <summary>The column of labels: a key, or text.</summary>
    /// <value>Default: <c>"Label"</c>.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The classes in their order; needed where the labelled rows may lack a class and the label column is text.</summary>
    /// <value>Default: empty, the key values of the label column, or the distinct labels in ordinal order.</value>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Times that training goes through the labelled rows.</summary>
    /// <value>Default: 50; at least 1.</value>
    public int Epochs { get; init; } = 50;

    /// <summary>Learning rate a of the first step.</summary>
    /// <value>Default: 0.01; greater than 0.</value>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Momentum.</summary>
    /// <value>Default: 0.9; from 0 to less than 1.</value>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Rows of a training step; a single row that is left over joins the step before it.</summary>
    /// <value>Default: 2,048; at least 2.</value>
    public int BatchSize { get; init; } = 2048;

    /// <summary>Root of all chance: initial weights and the order of rows.</summary>
    /// <value>Default: 1. The same seed and rows give the same weights, whatever the number of threads.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of training and scoring; results do not depend on them.</summary>
    /// <value>Default: 0, one a core.</value>
    public int Threads { get; init; }

    /// <exception cref="ArgumentException">At least one option cannot work; all problems in one message.</exception>
    internal void Check()
    {
        (bool Holds, string Problem)[] rules =
        [
            (Enum.IsDefined(Kind), $"Kind is {Kind}; give Mlp or Linear."),
            (HiddenWidth is null or >= 1, $"HiddenWidth is {HiddenWidth}; give at least 1, or null for the width of the features."),
            (!string.IsNullOrEmpty(FeatureColumnName), "FeatureColumnName is empty; name the column of features, for example \"Embedding\"."),
            (!string.IsNullOrEmpty(LabelColumnName), "LabelColumnName is empty; name the column of labels, for example \"Label\"."),
            (ClassNames is { Count: not 1 } && ClassNames.Distinct(StringComparer.Ordinal).Count() == ClassNames.Count, "ClassNames needs at least 2 names, each once, or none to take them from the data."),
            (Epochs >= 1, $"Epochs is {Epochs}; give at least 1."),
            (LearningRate > 0 && double.IsFinite(LearningRate), $"LearningRate is {LearningRate}; give a finite number greater than 0, for example 0.01."),
            (Momentum is >= 0 and < 1, $"Momentum is {Momentum}; give a number from 0 to less than 1."),
            (BatchSize >= 2, $"BatchSize is {BatchSize}; give at least 2."),
            (Threads >= 0, $"Threads is {Threads}; give at least 1, or 0 for one a core."),
        ];
        string[] problems = [.. rules.Where(r => !r.Holds).Select(r => r.Problem)];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"FeatureProxyOptions cannot be used: {string.Join(' ', problems)}");
        }
    }
}
