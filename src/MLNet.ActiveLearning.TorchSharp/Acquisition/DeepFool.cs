using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>DeepFool: how far a point is from the nearest boundary of a network that is taken as linear step by step.</summary>
/// <remarks>
/// <para>
/// Classes are ordered by the logits f of the point itself, the predicted one first (0). While the prediction at <c>x_t</c> is class 0: for
/// each other class k, <c>w_k = grad f_k - grad f_0</c> and <c>rho_k = |f_k - f_0| / |w_k|</c>; with the k of the smallest rho,
/// <c>r += (rho_k + stabilizer) w_k / |w_k|</c> and <c>x_{t+1} = x + (1 + overshoot) r</c>. Distance: the squared length of
/// <c>(1 + overshoot) r</c>, in the squared units of the points; smaller means nearer to a boundary, so more worth labelling. For a
/// linear network it is exact, but for overshoot and stabilizer.
/// </para>
/// <para>
/// All points of a batch move at once; those whose prediction has changed stop. Cost: C backward passes and two forward passes a step.
/// Nothing is drawn. Parameters get no gradients. Where all w_k are 0 no step is possible: distance 0 if the
/// two largest logits are equal, because the point then lies on the boundary. Else, and where no boundary was crossed in
/// <see cref="DeepFoolOptions.MaximumIterations"/> steps: positive infinity; published code gives the length of the move so far, which for a
/// dead gradient is 0 and makes the point the first choice.
/// Moosavi-Dezfooli, Fawzi, Frossard, "DeepFool: A Simple and Accurate Method to Fool Deep Neural Networks", CVPR 2016, algorithm 2.
/// </para>
/// </remarks>
public static class DeepFool
{
    /// <summary>Computes the distance of each point.</summary>
    /// <param name="network">From points (n, ...) to logits (n, C), row by row: a differentiable function whose result for a point does not depend on the others.</param>
    /// <param name="points">(N, ...), floating point.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Noticed between batches.</param>
    /// <returns>N distances.</returns>
    /// <exception cref="ArgumentException">The options or the points cannot be used; all problems of the options are in one message.</exception>
    /// <exception cref="InvalidOperationException">The network gave another shape, or numbers that are not finite.</exception>
    public static AdversarialDistance[] ComputeDistances(
        Func<Tensor, Tensor> network, Tensor points, DeepFoolOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new DeepFoolOptions();
        return AdversarialSearch.Run(
            points, options.BatchSize, options.FindProblems(), (batch, first) => new Search(network, batch, first, options).Run(), cancellationToken);
    }

    private sealed class Search
    {
        private readonly Func<Tensor, Tensor> network;
        private readonly Tensor points; // (n, ...)
        private readonly Tensor moves; // r, like points
        private readonly int first;
        private readonly DeepFoolOptions options;
        private readonly int[] iterations;
        private readonly bool[] hasCrossed;
        private int[] active; // positions of the points that still move
        private int[][] orders = [];

        public Search(Func<Tensor, Tensor> network, Tensor points, int first, DeepFoolOptions options)
        {
            this.network = network;
            this.points = points;
            this.first = first;
            this.options = options;
            moves = zeros_like(points);
            active = [.. Enumerable.Range(0, (int)points.shape[0])];
            iterations = new int[active.Length];
            hasCrossed = new bool[active.Length];
        }

        public AdversarialDistance[] Run()
        {
            for (int step = 0; active.Length > 0; step++)
            {
                using var scope = NewDisposeScope();
                (Tensor moved, LogitTable logits) = StopThoseAcross(step);
                if (step == options.MaximumIterations || logits.ClassCount == 1)
                {
                    break;
                }

                if (active.Length > 0)
                {
                    Step(moved, step);
                }
            }

            double factor = (1 + options.Overshoot) * (1 + options.Overshoot);
            return [.. AdversarialSearch.SquaredLengths(moves).Select((squared, i) =>
                new AdversarialDistance(hasCrossed[i] ? factor * squared : double.PositiveInfinity, iterations[i]))];
        }

        /// <summary>Moves the active points to where they are now, and drops those whose prediction has changed.</summary>
        private (Tensor Moved, LogitTable Logits) StopThoseAcross(int step)
        {
            Tensor index = AdversarialSearch.Index(active, points.device);
            Tensor moved = points.index_select(0, index) + (moves.index_select(0, index) * (1 + options.Overshoot));
            LogitTable logits;
            using (no_grad())
            {
                logits = LogitTable.Read(network(moved), [.. active.Select(i => first + i)]);
            }

            if (step == 0)
            {
                int considered = Math.Min(options.NearestClasses ?? logits.ClassCount, logits.ClassCount);
                orders = [.. active.Select(i => logits.GetOrder(i).Take(considered).ToArray())];
            }

            List<int> staying = [];
            for (int row = 0; row < active.Length; row++)
            {
                int point = active[row];
                iterations[point] = step;
                hasCrossed[point] = logits.GetPrediction(row) != orders[point][0];
                if (!hasCrossed[point])
                {
                    staying.Add(row);
                }
            }

            moved = moved.index_select(0, AdversarialSearch.Index(staying, points.device));
            active = [.. staying.Select(row => active[row])];
            return (moved, logits);
        }

        private void Step(Tensor moved, int step)
        {
            Tensor logits = ComputeOrderedLogits(moved.requires_grad_());
            using var noGradients = no_grad();
            Tensor own = GradientOf(logits, 0, moved); // (n, d)
            Tensor nearest = full_like(own.select(1, 0).unsqueeze(1), double.PositiveInfinity); // (n, 1): the smallest rho
            Tensor direction = zeros_like(own); // (n, d): its w / |w|
            for (int k = 1; k < orders[0].Length; k++)
            {
                using var scope = NewDisposeScope();
                Tensor difference = GradientOf(logits, k, moved) - own;
                Tensor length = difference.square().sum(1, true).sqrt(); // (n, 1)
                Tensor distance = (logits.select(1, k) - logits.select(1, 0)).abs().unsqueeze(1) / length; // NaN or infinite if the length is 0
                Tensor isNearer = distance.lt(nearest); // the first of equals; never true for NaN
                nearest.copy_(where(isNearer, distance, nearest));
                direction.copy_(where(isNearer, difference / length, direction));
            }

            double[] found = AdversarialSearch.ToDoubles(nearest);
            Tensor reach = where(nearest.isfinite(), nearest + options.Stabilizer, zeros_like(nearest));
            moves.index_add_(0, AdversarialSearch.Index(active, points.device), (reach * direction).reshape(moved.shape), 1);
            DropThoseWithoutDirection(found, logits, step);
        }

        /// <summary>The logits (n, K) of the active points, with gradients, in the order that each point had at the start.</summary>
        private Tensor ComputeOrderedLogits(Tensor moved)
        {
            using var gradients = enable_grad();
            long[] order = [.. active.SelectMany(i => orders[i]).Select(c => (long)c)];
            return network(moved).gather(1, tensor(order, [active.Length, orders[0].Length], ScalarType.Int64, points.device));
        }

        /// <summary>A point whose logits no move changes never crosses a boundary, unless it lies on one.</summary>
        private void DropThoseWithoutDirection(double[] found, Tensor logits, int step)
        {
            if (found.All(double.IsFinite))
            {
                return;
            }

            double[] values = AdversarialSearch.ToDoubles(logits);
            int considered = orders[0].Length;
            for (int row = 0; row < active.Length; row++)
            {
                hasCrossed[active[row]] = !double.IsFinite(found[row]) && step == 0 && values[row * considered] == values[(row * considered) + 1];
            }

            active = [.. active.Where((_, row) => double.IsFinite(found[row]))];
        }

        /// <summary>The gradient (n, d) of each point's k-th logit.</summary>
        private static Tensor GradientOf(Tensor logits, int k, Tensor moved)
        {
            using var gradients = enable_grad();
            using var scope = NewDisposeScope();
            Tensor gradient = autograd.grad([logits.select(1, k).sum()], [moved], retain_graph: k < logits.shape[1] - 1)[0];
            return gradient.flatten(1).MoveToOuterDisposeScope();
        }
    }
}
