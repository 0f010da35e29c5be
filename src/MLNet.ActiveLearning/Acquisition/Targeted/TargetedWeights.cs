using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>The weights of a <see cref="TargetedMeasure"/>; each measure uses those in its formula.</summary>
public sealed record TargetedWeights
{
    /// <summary>How much relevance to the queries counts.</summary>
    /// <value>Default: 1; at least 0.</value>
    public double Eta { get; init; } = 1;

    /// <summary>How hard private rows are avoided.</summary>
    /// <value>Default: 1; at least 0.</value>
    public double Nu { get; init; } = 1;

    /// <summary>Weight of the diversity (graph cut), or what is added to the diagonal (log-determinant).</summary>
    /// <value>Default: 1; at least 0.</value>
    public double Lambda { get; init; } = 1;

    /// <summary>The concave function of <see cref="TargetedMeasure.Com"/>.</summary>
    /// <value>Default: <see cref="ConcaveFunction.SquareRoot"/>.</value>
    public ConcaveFunction Concave { get; init; } = ConcaveFunction.SquareRoot;

    /// <summary>What is wrong with the values, one sentence each; none if nothing is.</summary>
    public IEnumerable<string> FindProblems()
    {
        foreach ((string name, double value) in new[] { (nameof(Eta), Eta), (nameof(Nu), Nu), (nameof(Lambda), Lambda) })
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                yield return FormattableString.Invariant($"{name} is {value}; give a number of 0 or more, for example 1.");
            }
        }
        if (!Enum.IsDefined(Concave))
        {
            yield return $"Concave is {Concave}; give SquareRoot, Logarithm or Inverse.";
        }
    }
}
