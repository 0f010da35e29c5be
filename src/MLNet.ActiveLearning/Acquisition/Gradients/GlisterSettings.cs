namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>What <see cref="Glister"/> adds to a row's gain so that the rows of one query differ.</summary>
public enum GlisterRegularizer
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How much nearer the pool's gradients come to the nearest chosen one: <c>+ w sum_j (m_j - min(m_j, D_ij))</c>.</summary>
    FacilityLocation,

    /// <summary>Similarity to the rows chosen before: <c>- w sum_s exp(-D_is / 2)</c>.</summary>
    Diversity,
}

/// <summary>Settings of <see cref="Glister"/>.</summary>
public sealed record GlisterSettings
{
    /// <summary>Length of the gradient step that the last layer is moved by, above 0; that of training fits.</summary>
    /// <value>Default: 0.01.</value>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What is added to the gains.</summary>
    /// <value>Default: <see cref="GlisterRegularizer.None"/>.</value>
    public GlisterRegularizer Regularizer { get; init; } = GlisterRegularizer.None;

    /// <summary>Weight w of the regulariser, 0 or more; its scale is that of the gradients, so try several.</summary>
    /// <value>Default: 1.</value>
    public double RegularizerWeight { get; init; } = 1;

    /// <summary>The share of the rows that is drawn uniformly from what the greedy choice leaves, in [0, 1).</summary>
    /// <value>Default: 0, none.</value>
    public double RandomFraction { get; init; }

    /// <summary>How often the validation gradient is taken anew during one selection, r; 0 for after every row.</summary>
    /// <value>Default: 0, exact. The authors' training code uses 15.</value>
    public int Refreshes { get; init; }

    /// <summary>All that is wrong with the settings, one sentence each; none if they are valid.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (!double.IsFinite(LearningRate) || LearningRate <= 0)
        {
            yield return $"LearningRate is {LearningRate}; it must be a number above 0. Use that of training.";
        }
        if (!Enum.IsDefined(Regularizer))
        {
            yield return $"Regularizer is {Regularizer}; it must be one of {string.Join(", ", Enum.GetNames<GlisterRegularizer>())}.";
        }
        if (!double.IsFinite(RegularizerWeight) || RegularizerWeight < 0)
        {
            yield return $"RegularizerWeight is {RegularizerWeight}; it must be a number of 0 or more.";
        }
        if (!(RandomFraction >= 0 && RandomFraction < 1))
        {
            yield return $"RandomFraction is {RandomFraction}; it must lie in [0, 1). Use 0 for a greedy choice alone.";
        }
        if (Refreshes < 0)
        {
            yield return $"Refreshes is {Refreshes}; it must be 0 or more. Use 0 to take the gradient anew after every row.";
        }
    }
}
