namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Prices of a labelling project.</summary>
/// <remarks>The defaults are list prices of public clouds, not figures of a paper; set your own.</remarks>
public sealed record LabelingPrices
{
    /// <summary>Price of one label.</summary>
    /// <value>Default 0.036: three reviews of an image at USD 0.012 each. 0 or more.</value>
    public double PerLabel { get; init; } = 0.036;

    /// <summary>Price of one hour of computing.</summary>
    /// <value>Default 3.06: a machine with one V100 at USD 3.06 an hour. 0 or more.</value>
    public double PerHour { get; init; } = 3.06;
}

/// <summary>Hours of one round of each kind of work.</summary>
/// <param name="FullTraining">Training the whole model.</param>
/// <param name="FullScoring">Scoring the pool with it.</param>
/// <param name="ProxyTraining">Training a proxy on stored features.</param>
/// <param name="ProxyScoring">Scoring the pool with the proxy.</param>
/// <param name="FeatureExtraction">Computing the features of the whole pool once.</param>
public sealed record RoundHours(double FullTraining, double FullScoring, double ProxyTraining = 0, double ProxyScoring = 0, double FeatureExtraction = 0);

/// <summary>What choosing rows and labelling them costs.</summary>
/// <remarks>
/// Hours of N rounds: standard <c>N (T_train + T_score)</c>; by a proxy on fixed features <c>N (t_train + t_score) + T_features</c>; by an aligned proxy whose
/// features are computed F times, after a full training for each time but the first,
/// <c>N (t_train + t_score) + F T_features + (F - 1) T_train</c>. Overall cost: <c>labels x price + hours x price</c>; lower is better.
/// Wen, Pizarro, Williams (ASVP), section 6.
/// </remarks>
public static class LabelingCost
{
    /// <summary>Hours where each round trains the whole model and scores the pool with it.</summary>
    /// <param name="rounds">N, 0 or more.</param>
    /// <param name="hours">Hours of a round.</param>
    public static double GetStandardHours(int rounds, RoundHours hours)
    {
        Check(rounds, hours);
        return rounds * (hours.FullTraining + hours.FullScoring);
    }

    /// <summary>Hours where a proxy on stored features chooses.</summary>
    /// <param name="rounds">N, 0 or more.</param>
    /// <param name="hours">Hours of a round.</param>
    /// <param name="featurePasses">F, how often the features were computed; 1 for features that stay fixed.</param>
    public static double GetProxyHours(int rounds, RoundHours hours, int featurePasses = 1)
    {
        Check(rounds, hours);
        ArgumentOutOfRangeException.ThrowIfLessThan(featurePasses, 1);
        return (rounds * (hours.ProxyTraining + hours.ProxyScoring)) + (featurePasses * hours.FeatureExtraction) + ((featurePasses - 1) * hours.FullTraining);
    }

    /// <summary>Labels and computing together, in the currency of the prices.</summary>
    /// <param name="labels">Labels bought.</param>
    /// <param name="hours">Hours computed.</param>
    /// <param name="prices">The prices; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public static double GetOverallCost(int labels, double hours, LabelingPrices? prices = null)
    {
        prices ??= new LabelingPrices();
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        foreach (double number in new[] { hours, prices.PerLabel, prices.PerHour })
        {
            if (!(number >= 0 && double.IsFinite(number)))
            {
                throw new ArgumentOutOfRangeException(nameof(prices), $"Hours are {hours}, the price of a label {prices.PerLabel} and of an hour {prices.PerHour}; all must be finite and 0 or more.");
            }
        }
        return (labels * prices.PerLabel) + (hours * prices.PerHour);
    }

    private static void Check(int rounds, RoundHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        if (!new[] { hours.FullTraining, hours.FullScoring, hours.ProxyTraining, hours.ProxyScoring, hours.FeatureExtraction }.All(h => h >= 0 && double.IsFinite(h)))
        {
            throw new ArgumentOutOfRangeException(nameof(hours), $"{hours} holds hours that are negative or not finite.");
        }
    }
}
