namespace MLNet.ActiveLearning.Pretraining;

/// <summary>The momentum of BYOL's target network over time.</summary>
public static class TargetMomentum
{
    /// <summary><c>m_t = 1 - (1 - m) (cos(pi t / T) + 1) / 2</c>: m at the beginning, 1 at the end (Grill et al., NeurIPS 2020, section 3.3).</summary>
    /// <param name="start">m, in [0, 1].</param>
    /// <param name="step">t, from 0.</param>
    /// <param name="stepCount">T, at least 1.</param>
    public static double At(double start, double step, double stepCount) => 1 - ((1 - start) * (Math.Cos(Math.PI * step / stepCount) + 1) / 2);
}
