using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The basic iterative method: how many small steps along the signs of the gradient take a point across a boundary.</summary>
/// <remarks>
/// <para>
/// With <c>y</c> the prediction for x and <c>eta = 0</c>: while the prediction for <c>x + eta</c> is y,
/// <c>eta += epsilon sign(grad_x CE(f(x + eta), y))</c>. Distance: the squared length of eta, in the squared units of the points; smaller
/// means nearer to a boundary, so more worth labelling. Moved points are not clipped to the range of pixels.
/// </para>
/// <para>
/// All points of a batch move at once; those whose prediction has changed stop. Cost: a forward and a backward pass a step. Nothing is
/// drawn. Parameters get no gradients. Steps are counted in whole numbers, so that distances, <c>epsilon^2</c> times a whole number, are exactly
/// equal where they should be. The cross-entropy's gradient is that of <c>logsumexp of the other logits - f_y</c> times a positive factor,
/// and the signs are taken from this one: the factor of a confident point is 0 in single precision. A point that no step moves, or that has not crossed a
/// boundary after <see cref="BimOptions.MaximumIterations"/>: positive infinity, where published code gives 0 for a dead gradient, the first choice.
/// Kurakin, Goodfellow, Bengio, "Adversarial Examples in the Physical World", ICLR workshop 2017, section 2.2.
/// </para>
/// </remarks>
public static class Bim
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
        Func<Tensor, Tensor> network, Tensor points, BimOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new BimOptions();
        return AdversarialSearch.Run(
            points, options.BatchSize, options.FindProblems(), (batch, first) => Search(network, batch, first, options), cancellationToken);
    }

    private static AdversarialDistance[] Search(Func<Tensor, Tensor> network, Tensor points, int first, BimOptions options)
    {
        Tensor steps = zeros_like(points); // eta / epsilon: whole numbers
        int[] active = [.. Enumerable.Range(0, (int)points.shape[0])];
        var predictions = new int[active.Length];
        var iterations = new int[active.Length];
        var hasCrossed = new bool[active.Length];
        using var gradients = enable_grad();
        for (int step = 0; active.Length > 0; step++)
        {
            using var scope = NewDisposeScope();
            Tensor index = AdversarialSearch.Index(active, points.device);
            Tensor moved = (points.index_select(0, index) + (steps.index_select(0, index) * options.StepSize)).requires_grad_();
            Tensor logits = network(moved);
            LogitTable table = LogitTable.Read(logits, [.. active.Select(i => first + i)]);
            List<int> staying = [];
            for (int row = 0; row < active.Length; row++)
            {
                int prediction = table.GetPrediction(row);
                predictions[active[row]] = step == 0 ? prediction : predictions[active[row]];
                iterations[active[row]] = step;
                hasCrossed[active[row]] = prediction != predictions[active[row]];
                if (!hasCrossed[active[row]])
                {
                    staying.Add(row);
                }
            }

            active = [.. staying.Select(row => active[row])];
            if (active.Length == 0 || step == options.MaximumIterations || table.ClassCount == 1)
            {
                break;
            }

            Tensor rows = AdversarialSearch.Index(staying, points.device);
            Tensor signs = GetSigns(logits.index_select(0, rows), [.. active.Select(i => predictions[i])], moved).index_select(0, rows);
            steps.index_add_(0, AdversarialSearch.Index(active, points.device), signs, 1);
            double[] largest = AdversarialSearch.ToDoubles(signs.flatten(1).abs().amax(1));
            active = [.. active.Where((_, row) => largest[row] > 0)]; // the others would stand still for ever
        }

        double square = options.StepSize * options.StepSize;
        return [.. AdversarialSearch.SquaredLengths(steps).Select((squared, i) =>
            new AdversarialDistance(hasCrossed[i] ? square * squared : double.PositiveInfinity, iterations[i]))];
    }

    /// <summary>The signs of the gradient of the cross-entropy with the given classes, of the shape of the points.</summary>
    private static Tensor GetSigns(Tensor logits, int[] classes, Tensor moved)
    {
        using var scope = NewDisposeScope();
        Tensor own = AdversarialSearch.Index(classes, logits.device).unsqueeze(1); // (n, 1)
        Tensor isOwn = zeros_like(logits, ScalarType.Bool).scatter_(1, own, ones_like(own, ScalarType.Bool));
        Tensor lead = logits.masked_fill(isOwn, double.NegativeInfinity).logsumexp(1) - logits.gather(1, own).squeeze(1);
        return autograd.grad([lead.sum()], [moved])[0].sign().MoveToOuterDisposeScope();
    }
}
