namespace MLNet.ActiveLearning.Heads;

/// <summary>How a pair of predicted losses is held to the order of the true ones.</summary>
public enum RankingLoss
{
    /// <summary><c>max(0, xi - s (a - b))</c> with s = +1 if the first true loss is the larger one and -1 otherwise (Yoo and Kweon).</summary>
    Hinge,

    /// <summary><c>ln(1 + exp(-s (a - b)))</c>: the cross-entropy of <c>sigmoid(a - b)</c>, as TA-VAAL trains it.</summary>
    Logistic,
}
