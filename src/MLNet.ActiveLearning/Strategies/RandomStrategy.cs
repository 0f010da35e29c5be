using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses uniformly at random: the baseline that every other strategy has to beat.</summary>
/// <remarks>
/// The utility of a row is a uniform number in [0, 1) that depends on the selection's seed and the row's position only. It has 24
/// random bits; rows that share one rank by position.
/// </remarks>
public sealed class RandomStrategy : RowwiseStrategy
{
    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        for (int i = 0; i < utilities.Length; i++)
        {
            utilities[i] = (SeededRandom.Hash(context.Seed, (ulong)(rows.FirstPosition + i)) >> 40) * (1f / (1 << 24));
        }
    }
}
