using MLNet.ActiveLearning.Acquisition.Gradients;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>Which part of the labelled rows a round is trained on, and how often it is chosen anew.</summary>
/// <remarks>
/// The defaults are those of DISTIL: 30 % of the labelled rows, chosen at the start of epochs 1, 36, 71, ... by batches, in every round but each third and
/// the last. CORDS' for CIFAR-10 are <c>Fraction = 0.1, ReselectEvery = 20, Unit = SubsetUnit.ClassOutput, Pursuit = new() { Lambda = 0.5, Tolerance = 1e-100 }</c>.
/// </remarks>
public sealed record SubsetTrainingOptions
{
    /// <summary>Share of the labelled rows that an epoch goes through; whole batches, or the shares of classes, are rounded up.</summary>
    /// <value>Default: 0.3; greater than 0 and less than 1.</value>
    public double Fraction { get; init; } = 0.3;

    /// <summary>Epochs from one choice to the next.</summary>
    /// <value>Default: 35; at least 1.</value>
    public int ReselectEvery { get; init; } = 35;

    /// <summary>Rounds whose number is a multiple of this are trained on all labelled rows, and so is the last round. The first one has number 0.</summary>
    /// <value>Default: 3; at least 2.</value>
    public int FullRoundEvery { get; init; } = 3;

    /// <summary>Share of a round's epochs at its beginning, rounded down, that go through all labelled rows (kappa).</summary>
    /// <value>Default: 0; at least 0 and less than 1.</value>
    public double WarmStartFraction { get; init; }

    /// <summary>What gradients are matched with.</summary>
    /// <value>Default: <see cref="SubsetUnit.Batch"/>.</value>
    public SubsetUnit Unit { get; init; }

    /// <summary>Solver, lambda and tolerance of the matching.</summary>
    /// <value>Default: lambda 0, tolerance 1e-100.</value>
    public PursuitSettings Pursuit { get; init; } = new() { Lambda = 0, Tolerance = 1e-100 };

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public IReadOnlyList<string> FindProblems() =>
    [
        .. When(!(Fraction > 0 && Fraction < 1), FormattableString.Invariant($"Fraction is {Fraction}; give a share greater than 0 and less than 1, for example 0.3.")),
        .. When(ReselectEvery < 1, $"ReselectEvery is {ReselectEvery}; give at least 1 epoch, for example 35."),
        .. When(FullRoundEvery < 2, $"FullRoundEvery is {FullRoundEvery}; give at least 2, or use FromScratch to train every round on all rows."),
        .. When(!(WarmStartFraction >= 0 && WarmStartFraction < 1), FormattableString.Invariant($"WarmStartFraction is {WarmStartFraction}; give a share of at least 0 and less than 1.")),
        .. When(!Enum.IsDefined(Unit), $"Unit is {Unit}; give one of {string.Join(", ", Enum.GetNames<SubsetUnit>())}."),
        .. Pursuit is null ? ["Pursuit is null; leave it out to get its default."] : Pursuit.FindProblems().Select(p => $"Pursuit: {p}"),
    ];

    internal string Describe() => FormattableString.Invariant(
        $"{Fraction} by {Unit}, anew every {ReselectEvery} epochs, all in every {FullRoundEvery}. round, warm start {WarmStartFraction}, {Pursuit.Solver}, lambda {Pursuit.Lambda}, tolerance {Pursuit.Tolerance}");

    private static IEnumerable<string> When(bool condition, string problem) => condition ? [problem] : [];
}
