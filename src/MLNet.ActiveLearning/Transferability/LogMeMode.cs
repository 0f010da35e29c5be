namespace MLNet.ActiveLearning.Transferability;

/// <summary>Which evidence <c>LogMe</c> computes where there are fewer rows than features.</summary>
public enum LogMeMode
{
    /// <summary>The evidence of the model. The same as <see cref="Released"/> for N of at least D.</summary>
    Corrected,

    /// <summary>
    /// As the published code computes it: for N below D the term <c>-(D - N) / (2 N) ln alpha</c> is missing, which makes the score too high, by far for few rows.
    /// For thresholds that were chosen on that scale.
    /// </summary>
    Released,
}
