namespace Microsoft.ML.Trainers.Optimization;

/// <summary>What an <see cref="Lbfgs"/> run minimises besides the smooth objective, and when it stops.</summary>
internal sealed record LbfgsSettings(double L1, int HistorySize, double Tolerance, int MaximumIterations, bool NonNegative);

/// <summary>
/// Limited-memory BFGS in the orthant-wise form (Andrew and Gao 2007), which without L1 is plain L-BFGS with a backtracking line
/// search. It stops when the geometrically weighted mean improvement falls below the tolerance.
/// </summary>
internal sealed class Lbfgs(SoftmaxObjective objective, LbfgsSettings settings)
{
    private const double SufficientDecrease = 1e-4;
    private const double ImprovementMemory = 0.25;
    private const int MaximumBacktracks = 30;

    private readonly List<(double[] Step, double[] Change, double Product)> _history = [];

    /// <summary>Minimises from the given parameters, in place.</summary>
    public double Minimize(double[] x)
    {
        int n = x.Length;
        double[] gradient = new double[n], nextX = new double[n], nextGradient = new double[n], descent = new double[n], direction = new double[n];
        if (settings.NonNegative)
            Project(x, x);
        double value = objective.Evaluate(x, gradient) + Penalty(x);
        double improvement = 0, forgotten = 1;
        for (int iteration = 0; iteration < settings.MaximumIterations; iteration++)
        {
            SteepestDescent(x, gradient, descent);
            Direction(descent, direction);
            double step = iteration == 0 ? 1 / Math.Max(1e-12, Math.Sqrt(LinearMath.Dot(descent, descent))) : 1;
            double? next = LineSearch(x, value, descent, direction, step, nextX, nextGradient);
            if (next is null)
                break;

            Remember(x, gradient, nextX, nextGradient);
            improvement = value - next.Value + ImprovementMemory * improvement;
            forgotten *= ImprovementMemory;
            value = next.Value;
            nextX.CopyTo(x, 0);
            nextGradient.CopyTo(gradient, 0);
            if (improvement * (1 - ImprovementMemory) / (1 - forgotten) < settings.Tolerance)
                break;
        }
        return value;
    }

    private double Penalty(ReadOnlySpan<double> x)
    {
        if (settings.L1 == 0)
            return 0;
        double sum = 0;
        foreach (double v in x[objective.BiasCount..])
            sum += Math.Abs(v);
        return settings.L1 * sum;
    }

    /// <summary>The negative gradient, of least norm where L1 or a bound makes it ambiguous.</summary>
    private void SteepestDescent(double[] x, double[] gradient, double[] descent)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double down = -gradient[i], l1 = i < objective.BiasCount ? 0 : settings.L1;
            if (settings.NonNegative && i >= objective.BiasCount)
                descent[i] = x[i] > 0 ? down - l1 : Math.Max(0, down - l1);
            else if (x[i] != 0 || l1 == 0)
                descent[i] = down - Math.Sign(x[i]) * l1;
            else
                descent[i] = Math.Max(0, down - l1) + Math.Min(0, down + l1);
        }
    }

    private void Direction(double[] descent, double[] direction)
    {
        descent.CopyTo(direction, 0);
        if (_history.Count == 0)
            return;
        var factors = new double[_history.Count];
        for (int i = _history.Count - 1; i >= 0; i--)
        {
            var (step, change, product) = _history[i];
            factors[i] = LinearMath.Dot(step, direction) / product;
            LinearMath.AddScaled(direction, change, -factors[i]);
        }
        double[] latest = _history[^1].Change;
        double scale = _history[^1].Product / LinearMath.Dot(latest, latest);
        for (int i = 0; i < direction.Length; i++)
            direction[i] *= scale;
        for (int i = 0; i < _history.Count; i++)
        {
            var (step, change, product) = _history[i];
            LinearMath.AddScaled(direction, step, factors[i] - LinearMath.Dot(change, direction) / product);
        }
        if (settings.L1 > 0 || settings.NonNegative)
            for (int i = objective.BiasCount; i < direction.Length; i++)
                if (direction[i] * descent[i] <= 0)
                    direction[i] = 0;
        if (LinearMath.Dot(direction, descent) <= 0)
            descent.CopyTo(direction, 0);
    }

    private double? LineSearch(double[] x, double value, double[] descent, double[] direction, double step, double[] nextX, double[] nextGradient)
    {
        for (int trial = 0; trial < MaximumBacktracks; trial++, step /= 2)
        {
            double decrease = 0;
            for (int i = 0; i < x.Length; i++)
            {
                nextX[i] = x[i] + step * direction[i];
                if (i >= objective.BiasCount && LeavesOrthant(x[i], descent[i], nextX[i]))
                    nextX[i] = 0;
                decrease += descent[i] * (nextX[i] - x[i]);
            }
            if (decrease <= 0)
                return null;
            double next = objective.Evaluate(nextX, nextGradient) + Penalty(nextX);
            if (next <= value - SufficientDecrease * decrease)
                return next;
        }
        return null;
    }

    private bool LeavesOrthant(double x, double descent, double next)
        => settings.NonNegative ? next < 0 : settings.L1 > 0 && next * (x != 0 ? x : descent) < 0;

    private void Project(double[] x, double[] projected)
    {
        for (int i = objective.BiasCount; i < x.Length; i++)
            projected[i] = Math.Max(0, x[i]);
    }

    private void Remember(double[] x, double[] gradient, double[] nextX, double[] nextGradient)
    {
        double[] step = new double[x.Length], change = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            (step[i], change[i]) = (nextX[i] - x[i], nextGradient[i] - gradient[i]);
        double product = LinearMath.Dot(step, change);
        if (product <= 1e-12 * LinearMath.Dot(change, change))
            return;
        if (_history.Count == settings.HistorySize)
            _history.RemoveAt(0);
        _history.Add((step, change, product));
    }
}
