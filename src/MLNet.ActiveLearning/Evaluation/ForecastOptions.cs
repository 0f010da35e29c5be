namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Options of an <see cref="AccuracyForecast"/>.</summary>
public sealed record ForecastOptions
{
    /// <summary>The share of intervals that should hold the true value.</summary>
    /// <value>Default 0.95; in (0, 1).</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Draws of the bootstrap.</summary>
    /// <value>Default 500; at least 20.</value>
    public int Draws { get; init; } = 500;

    /// <summary>Seed of the draws.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }

    internal void ThrowIfInvalid()
    {
        List<string> problems = [];
        if (!(Confidence > 0 && Confidence < 1))
        {
            problems.Add($"Confidence is {Confidence}; it must lie between 0 and 1, for example 0.95.");
        }
        if (Draws < 20)
        {
            problems.Add($"Draws is {Draws}; give at least 20, for example 500.");
        }
        if (problems.Count > 0)
        {
            throw new ArgumentException($"ForecastOptions cannot be used: {string.Join(' ', problems)}");
        }
    }
}
