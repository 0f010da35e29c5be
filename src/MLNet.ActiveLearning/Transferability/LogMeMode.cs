namespace MLNet.ActiveLearning.Transferability;

/// <summary>Which of the published forms of the evidence <see cref="LogMe"/> computes.</summary>
public enum LogMeMode
{
    /// <summary>The evidence of the model, by fixed-point steps until alpha / beta changes by 0.1 % or less. The same as <see cref="Released"/> for N of at least D.</summary>
    Corrected,

    /// <summary>
    /// As the published fixed-point code computes it: for N below D the term <c>-(D - N) / (2 N) ln alpha</c> is missing, which makes the score too high, by far
    /// for few rows. For thresholds that were chosen on that scale.
    /// </summary>
    Released,

    /// <summary>The form of the ICML paper: steps until alpha / beta changes by less than 1 %, and a small constant in the penalties.</summary>
    Icml,
}
