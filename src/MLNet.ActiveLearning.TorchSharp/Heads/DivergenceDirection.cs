namespace MLNet.ActiveLearning.Heads;

/// <summary>The order of the two distributions in a Kullback-Leibler divergence.</summary>
public enum DivergenceDirection
{
    /// <summary><c>KL(target || module) = sum_k t_k (ln t_k - ln q_k)</c>.</summary>
    TargetToModule,

    /// <summary><c>KL(module || target) = sum_k q_k (ln q_k - ln t_k)</c>.</summary>
    ModuleToTarget,
}
