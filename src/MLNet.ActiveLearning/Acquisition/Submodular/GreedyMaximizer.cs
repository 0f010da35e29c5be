namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Maximises a set function greedily: one row after another, each time the one with the largest gain.</summary>
/// <remarks>
/// <para>
/// Larger gain first, equal gains by the lowest row, comparisons exact. <see cref="GreedyOptimizer.Lazy"/> keeps that rule: bounds are ordered by
/// (bound, lowest row), a fresh gain is taken only if it leads the next bound in that order, so a stale equal bound of a lower row is evaluated first.
/// Published code that orders by the stale gain alone does not. It evaluates several leading candidates at once, which costs a few gains and changes nothing.
/// </para>
/// <para>Deterministic; the answer does not depend on threads. Minoux 1978; Mirzasoleiman et al., "Lazier Than Lazy Greedy", AAAI 2015.</para>
/// </remarks>
public static class GreedyMaximizer
{
    private const double ZeroGain = 1e-5;

    // Candidates that a lazy step evaluates at once at most.
    private const int LargestBatch = 192;

    /// <summary>Draws the candidates of a step: so many of the remaining rows, none twice.</summary>
    internal delegate IReadOnlyList<int> SampleCandidates(IReadOnlyList<int> remaining, int size);

    /// <summary>Chooses rows.</summary>
    /// <param name="function">What is maximised; afterwards it holds the chosen rows.</param>
    /// <param name="budget">How many rows to choose, k; more than N chooses all.</param>
    /// <param name="options">Optimiser, early end and first row; null for the defaults.</param>
    /// <param name="nextUniform">Uniforms in [0, 1) for the random optimisers: one a sampled candidate.</param>
    /// <param name="cancellationToken">Stops the choice.</param>
    /// <returns>The rows in the order of choice, each with its gain: min(k, N) of them, fewer if asked to stop early.</returns>
    /// <exception cref="ArgumentException">A lazy optimiser for a function that is not submodular, a random one without uniforms, a first row outside the ground set, or a gain that is NaN.</exception>
    public static Pick[] Maximize(
        SetFunction function, int budget, GreedyOptions? options = null, Func<double>? nextUniform = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (nextUniform is null && (options?.Optimizer?.Epsilon).HasValue)
        {
            throw new ArgumentException($"Optimiser '{options!.Optimizer}' draws candidates; give it uniforms, for example new SeededRandom(seed).NextDouble.", nameof(nextUniform));
        }
        return Maximize(function, budget, options, nextUniform is null ? null : (remaining, size) => RandomSubset.Draw([.. remaining], size, nextUniform), cancellationToken);
    }

    internal static Pick[] Maximize(SetFunction function, int budget, GreedyOptions? options, SampleCandidates? sample, CancellationToken cancellationToken)
    {
        options ??= new GreedyOptions();
        GreedyOptimizer optimizer = options.Optimizer ?? GreedyOptimizer.For(function);
        if (optimizer.IsLazy && !function.IsSubmodular)
        {
            string remedy = optimizer.Epsilon is null ? "Naive" : "Naive or Stochastic";
            throw new ArgumentException(
                $"Optimiser '{optimizer}' needs gains that never grow, and those of {function.GetType().Name} may grow here: it would pick wrong rows. Use {nameof(GreedyOptimizer)}.{remedy}.", nameof(options));
        }
        if (options.Start is { } start && (start < 0 || start >= function.Count) && budget > 0 && function.Count > 0)
        {
            throw new ArgumentException($"Start is row {start}, but there are the rows 0 to {function.Count - 1}.", nameof(options));
        }
        return new Run(function, Math.Min(budget, function.Count), options, optimizer, sample, cancellationToken).Choose();
    }

    private sealed class Run(
        SetFunction function, int budget, GreedyOptions options, GreedyOptimizer optimizer, SampleCandidates? sample, CancellationToken cancellationToken)
    {
        private readonly List<Pick> picks = [];
        private readonly List<int> remaining = [.. Enumerable.Range(0, function.Count)];
        private readonly double[] bounds = new double[function.Count];
        private readonly int[] batch = new int[LargestBatch];
        private readonly double[] gains = new double[LargestBatch];

        public Pick[] Choose()
        {
            if (budget > 0 && options.Start is { } start)
            {
                Span<double> gain = stackalloc double[1];
                GetGains([start], gain);
                Take(new Pick(start, gain[0]));
            }
            bounds.AsSpan().Fill(double.PositiveInfinity);
            if (optimizer is { IsLazy: true, Epsilon: null })
            {
                ChooseLazily();
                return [.. picks];
            }
            while (picks.Count < budget)
            {
                Pick best = optimizer.Epsilon is null
                    ? Best([.. remaining])
                    : optimizer.IsLazy ? BestLazily(Heap([.. Sample()])) : Best([.. Sample()]);
                if (Stops(best.Score))
                {
                    break;
                }
                Take(best);
            }
            return [.. picks];
        }

        private void ChooseLazily()
        {
            int[] rows = [.. remaining];
            if (picks.Count >= budget)
            {
                return;
            }
            double[] first = new double[rows.Length];
            GetGains(rows, first);
            var heap = new GreedyHeap(rows, first);
            for (bool isFirst = true; picks.Count < budget; isFirst = false)
            {
                Pick best;
                if (isFirst)
                {
                    (int row, double gain) = heap.Pop();
                    best = new Pick(row, gain);
                }
                else
                {
                    best = BestLazily(heap);
                }
                if (Stops(best.Score))
                {
                    return;
                }
                Take(best);
            }
        }

        private Pick BestLazily(GreedyHeap heap)
        {
            var fresh = new HashSet<int>();
            for (int size = Math.Clamp(function.BatchSize, 1, LargestBatch); !fresh.Contains(heap.Top); size = Math.Min(2 * size, LargestBatch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = 0;
                for (; count < size && heap.Count > 0 && !fresh.Contains(heap.Top); count++)
                {
                    batch[count] = heap.Pop().Row;
                }
                GetGains(batch.AsSpan(0, count), gains.AsSpan(0, count));
                for (int i = 0; i < count; i++)
                {
                    bounds[batch[i]] = gains[i];
                    fresh.Add(batch[i]);
                    heap.Push(batch[i], gains[i]);
                }
            }
            (int row, double gain) = heap.Pop();
            return new Pick(row, gain);
        }

        private Pick Best(int[] candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] all = new double[candidates.Length];
            GetGains(candidates, all);
            int best = 0;
            for (int i = 1; i < candidates.Length; i++)
            {
                if (GreedyHeap.Leads(all[i], candidates[i], all[best], candidates[best]))
                {
                    best = i;
                }
            }
            return new Pick(candidates[best], all[best]);
        }

        // NaN leads nothing and nothing leads NaN, so the choice would depend on where it stands.
        private void GetGains(ReadOnlySpan<int> candidates, Span<double> results)
        {
            function.GetGains(candidates, results);
            for (int i = 0; i < candidates.Length; i++)
            {
                if (double.IsNaN(results[i]))
                {
                    throw new ArgumentException(
                        $"{function.GetType().Name} gives row {candidates[i]} the gain NaN, which cannot be ranked; gains may be negative or infinite, but not NaN. "
                        + "Look for values near the limits of Single in that row, or for infinities that the function subtracts.");
                }
            }
        }

        private IReadOnlyList<int> Sample() => sample!(remaining, optimizer.SampleSize(function.Count, budget, remaining.Count));

        private GreedyHeap Heap(int[] rows) => new(rows, [.. rows.Select(row => bounds[row])]);

        private bool Stops(double gain) =>
            (options.Stop.HasFlag(GreedyStop.ZeroGain) && Math.Abs(gain) < ZeroGain) || (options.Stop.HasFlag(GreedyStop.NegativeGain) && gain < 0);

        private void Take(Pick pick)
        {
            function.Add(pick.Index);
            remaining.RemoveAt(remaining.BinarySearch(pick.Index));
            picks.Add(pick);
        }
    }
}
