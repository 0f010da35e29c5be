namespace MLNet.ActiveLearning.Evaluation;

/// <summary>How often each strategy beats each other one beyond chance.</summary>
/// <remarks>
/// <para>
/// For strategies i and j and each of T rounds, over R runs that share seed set and first model: <c>D_r = accuracy_i - accuracy_j</c>,
/// <c>t = mean(D) / (s(D) / sqrt(R))</c>. Where t exceeds the two-tailed critical value with R - 1 degrees of freedom, cell (i, j) grows by 1 / T; where it
/// is below its negative, cell (j, i) does. Runs that differ by the same amount each time count (t is infinite), runs that do not differ do not. A
/// cell is in [0, 1] and <c>(i, j) + (j, i)</c> at most 1. Rows say how often a strategy wins; the mean of a column, how often it is beaten: lower is better.
/// </para>
/// <para>
/// Ash, Zhang, Krishnamurthy, Langford, Agarwal, "Deep Batch Active Learning by Diverse, Uncertain Gradient Lower Bounds" (BADGE), ICLR 2020, section 4;
/// over all rounds as DISTIL (Beck et al. 2021), appendix G.
/// </para>
/// </remarks>
public sealed record PenaltyMatrix
{
    // Accuracies that are equal in decimal may differ in the last bits.
    private const int Decimals = 10;

    private PenaltyMatrix(IReadOnlyList<IReadOnlyList<double>> cells, IReadOnlyList<IReadOnlyList<IReadOnlyList<double?>>> statistics)
    {
        Cells = cells;
        Statistics = statistics;
    }

    /// <summary>Cell (i, j): the share of rounds in which strategy i beats strategy j.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Cells { get; }

    /// <summary>t of strategy i against j in each round, infinite for a constant difference; null where the runs do not differ.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<double?>>> Statistics { get; }

    /// <summary>For each strategy, the mean of its column, itself included: how often it is beaten. Lower is better.</summary>
    public IReadOnlyList<double> BeatenShares => [.. Cells.Select((_, j) => Cells.Average(row => row[j]))];

    /// <summary>For each strategy, the mean of its row, itself included: how often it wins. Higher is better.</summary>
    public IReadOnlyList<double> WinningShares => [.. Cells.Select(row => row.Average())];

    /// <summary>Compares strategies.</summary>
    /// <param name="runs">For each strategy its runs, the r-th of all with the same seed; all with the same label counts.</param>
    /// <param name="alpha">The error of a test that finds a difference where there is none, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are fewer than two runs, or their numbers or label counts differ.</exception>
    public static PenaltyMatrix Compute(IReadOnlyList<IReadOnlyList<LearningCurve>> runs, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), $"alpha is {alpha}; it must lie between 0 and 1, for example 0.05.");
        }
        if (runs.Count == 0 || runs[0].Count < 2 || runs.Any(r => r.Count != runs[0].Count))
        {
            throw new ArgumentException(
                $"The strategies have {string.Join(", ", runs.Select(r => r.Count))} runs; a paired test needs at least 2 of each strategy, with the same seeds.", nameof(runs));
        }
        foreach (LearningCurve run in runs.SelectMany(r => r))
        {
            LearningCurve.CheckComparable(runs[0][0], run);
        }

        int rounds = runs[0][0].Count;
        double critical = RepeatStatistics.GetQuantile(1 - alpha, runs[0].Count - 1, IntervalKind.StudentT);
        double?[][][] statistics = [.. runs.Select(one => runs.Select(other =>
            Enumerable.Range(0, rounds).Select(round => GetStatistic(one, other, round)).ToArray()).ToArray())];
        return new PenaltyMatrix(
            [.. statistics.Select(row => row.Select(cell => (double)cell.Count(t => t > critical) / rounds).ToArray())],
            statistics);
    }

    private static double? GetStatistic(IReadOnlyList<LearningCurve> one, IReadOnlyList<LearningCurve> other, int round)
    {
        var differences = RepeatStatistics.Compute([.. one.Zip(other, (a, b) => Math.Round(a.Accuracies[round] - b.Accuracies[round], Decimals))]);
        double deviation = differences.StandardDeviation!.Value;
        bool isConstant = deviation <= 1e-12 * Math.Abs(differences.Mean);
        return (isConstant, differences.Mean) switch
        {
            (true, 0) => null,
            (true, var mean) => mean > 0 ? double.PositiveInfinity : double.NegativeInfinity,
            (false, var mean) => mean / (deviation / Math.Sqrt(differences.Count)),
        };
    }
}
