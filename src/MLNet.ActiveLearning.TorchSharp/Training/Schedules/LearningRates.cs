namespace MLNet.ActiveLearning.Training;

/// <summary>Learning-rate schedules as pure functions of time; time counts from 0.</summary>
/// <remarks>Every function returns the rate in force during epoch (or step) <c>t</c>. All are thread-safe and O(1).</remarks>
public static class LearningRates
{
    /// <summary>Cosine annealing: <c>end + (start - end) (1 + cos(pi t / T)) / 2</c> (Loshchilov and Hutter, "SGDR", ICLR 2017).</summary>
    /// <param name="start">Rate at t = 0.</param>
    /// <param name="end">Rate at t = T.</param>
    /// <param name="time">t.</param>
    /// <param name="period">T, at least 1.</param>
    public static double Cosine(double start, double end, double time, double period) =>
        end + ((start - end) * (1 + Math.Cos(Math.PI * time / period)) / 2);

    /// <summary>Step decay: <c>start factor^m</c>, where m is the number of milestones at or before t.</summary>
    /// <param name="start">Rate before the first milestone.</param>
    /// <param name="time">t.</param>
    /// <param name="milestones">Times from which the rate is lower, in any order.</param>
    /// <param name="factor">Applied once for each milestone.</param>
    public static double MultiStep(double start, int time, IEnumerable<int> milestones, double factor) =>
        start * Math.Pow(factor, milestones.Count(m => m <= time));

    /// <summary>Step decay at regular intervals: <c>start factor^floor(t / interval)</c> (DRN training).</summary>
    /// <param name="start">Rate at t = 0.</param>
    /// <param name="time">t.</param>
    /// <param name="interval">Time between two decays, at least 1.</param>
    /// <param name="factor">Applied once for each interval.</param>
    public static double Step(double start, int time, int interval, double factor) => start * Math.Pow(factor, time / interval);

    /// <summary>Polynomial decay: <c>start (1 - t / T)^power</c> (DRN training, power 0.9).</summary>
    /// <param name="start">Rate at t = 0.</param>
    /// <param name="time">t, at most T.</param>
    /// <param name="period">T, at least 1.</param>
    /// <param name="power">Exponent.</param>
    public static double Polynomial(double start, double time, double period, double power) =>
        start * Math.Pow(1 - (time / period), power);

    /// <summary>
    /// Linear warm-up, then the first 7/16 of a cosine's period: <c>start t / w</c> for t below w, then
    /// <c>start max(0, cos(7/16 pi (t - w) / (T - w)))</c> (ASVP's proxy training; FixMatch).
    /// </summary>
    /// <param name="start">Rate after the warm-up.</param>
    /// <param name="time">t, usually an optimisation step.</param>
    /// <param name="warmup">w, may be 0.</param>
    /// <param name="period">T, greater than w.</param>
    public static double WarmupCosine(double start, double time, double warmup, double period) => time < warmup
        ? start * time / warmup
        : start * Math.Max(0, Math.Cos(7.0 / 16 * Math.PI * (time - warmup) / Math.Max(1, period - warmup)));

    /// <summary>
    /// Annealing to the rate of weight averaging: cosine annealing until epoch s (included), then
    /// <see cref="HalfCosine"/> from the rate in epoch s to r, within n epochs.
    /// </summary>
    /// <param name="start">Rate at t = 0.</param>
    /// <param name="time">t.</param>
    /// <param name="period">T of the cosine annealing.</param>
    /// <param name="averagingRate">r, the constant rate of the averaging phase.</param>
    /// <param name="averagingStart">s, the last epoch under cosine annealing.</param>
    /// <param name="annealingEpochs">n, epochs until r is reached; DISTIL uses 10.</param>
    public static double WeightAveraging(double start, int time, double period, double averagingRate, int averagingStart, int annealingEpochs = 10)
    {
        double before = Cosine(start, 0, Math.Min(time, averagingStart), period);
        return HalfCosine(before, averagingRate, time - averagingStart, annealingEpochs);
    }

    /// <summary>Half a cosine from one rate to another: <c>end a + start (1 - a)</c> with <c>a = (1 - cos(pi min(1, t / n))) / 2</c>.</summary>
    /// <param name="start">Rate at t = 0 and before.</param>
    /// <param name="end">Rate from t = n on.</param>
    /// <param name="time">t.</param>
    /// <param name="period">n, greater than 0.</param>
    public static double HalfCosine(double start, double end, double time, double period)
    {
        double share = (1 - Math.Cos(Math.PI * Math.Clamp(time / period, 0, 1))) / 2;
        return (end * share) + (start * (1 - share));
    }
}
