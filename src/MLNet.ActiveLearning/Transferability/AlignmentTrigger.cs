using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>When active learning by a proxy on stored features should renew those features by fine-tuning (ASVP).</summary>
/// <remarks>
/// <para>
/// In each round, with the labels at hand: if the class clusters of the labelled features stop within <see cref="AlignmentTriggerOptions.MostSettledIterations"/>
/// steps (<see cref="PotentialEnergyDecline"/>), keep the features. Otherwise S is the evidence of the moved features (<see cref="LogMe"/>); if the round before
/// had one as well and <c>|S - S_before| &lt; threshold</c>, renew the features. After that no score is remembered: those of other features do not compare.
/// </para>
/// <para>
/// Pure, the state is handed through. That "converged in one iteration" means at most one step, that a round without a score breaks the comparison, and that
/// the score is forgotten after an update is our reading. Wen, Pizarro, Williams, "Feature Alignment: Rethinking Efficient Active Learning via Proxy in the
/// Context of Pre-trained Models" (ASVP), section 5.
/// </para>
/// </remarks>
public static class AlignmentTrigger
{
    /// <summary>Measures the labelled features of a round and decides.</summary>
    /// <param name="state">What the round before left; <see cref="AlignmentState.Initial"/> in the first round.</param>
    /// <param name="features">(N, D), the present features of the labelled rows.</param>
    /// <param name="labels">Their N classes from 0; classes without rows take no part.</param>
    /// <param name="pool">Features of the whole pool by the same network, (M, D): what "near" means in each dimension [our reading of the reference features].</param>
    /// <param name="options">The rule's numbers; null for the published ones.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is not finite, there are fewer than two classes, or an option is not allowed.</exception>
    public static AlignmentDecision Evaluate(
        AlignmentState state, FloatMatrix features, ReadOnlySpan<int> labels, FloatMatrix pool, AlignmentTriggerOptions? options = null, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        options ??= new AlignmentTriggerOptions();
        if (state.UpdateCount >= options.MaxUpdates)
        {
            return Decide(state, 0, () => 0, options);
        }
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, labels, pool, options.Motion, parallelism);
        int[] classes = labels.ToArray();
        return Decide(
            state,
            motion.Iterations,
            () => LogMe.Compute(motion.Move(features, classes), classes, new LogMeOptions { Mode = options.Mode }, parallelism).Score,
            options);
    }

    /// <summary>Decides on numbers that are known or can be computed.</summary>
    /// <param name="state">What the round before left; <see cref="AlignmentState.Initial"/> in the first round.</param>
    /// <param name="iterations">Steps that the class clusters moved, 0 or more.</param>
    /// <param name="computeScore">Gives the evidence of the moved features; asked only where it matters.</param>
    /// <param name="options">The rule's numbers; null for the published ones.</param>
    /// <exception cref="ArgumentException">An option or a number is not allowed, or the score is not finite.</exception>
    public static AlignmentDecision Decide(AlignmentState state, int iterations, Func<double> computeScore, AlignmentTriggerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(computeScore);
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        options ??= new AlignmentTriggerOptions();
        options.Check();
        if (state.UpdateCount >= options.MaxUpdates)
        {
            return new AlignmentDecision(AlignmentReason.UpdatesSpent, null, null, null, state with { PreviousScore = null });
        }
        if (iterations <= options.MostSettledIterations)
        {
            return new AlignmentDecision(AlignmentReason.ClustersSettled, iterations, null, null, state with { PreviousScore = null });
        }
        double score = computeScore();
        if (!double.IsFinite(score))
        {
            throw new ArgumentException($"The score of the moved features is {score}; it must be finite. Look for damaged features.", nameof(computeScore));
        }
        if (state.PreviousScore is not { } previous)
        {
            return new AlignmentDecision(AlignmentReason.FirstScore, iterations, score, null, state with { PreviousScore = score });
        }
        double difference = Math.Abs(score - previous);
        return difference < options.Threshold
            ? new AlignmentDecision(AlignmentReason.ScoreSettled, iterations, score, difference, new AlignmentState(null, state.UpdateCount + 1))
            : new AlignmentDecision(AlignmentReason.ScoreMoves, iterations, score, difference, state with { PreviousScore = score });
    }
}
