namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>
/// What a set A of rows is worth, given queries Q that show what to find and private rows P that show what to avoid: submodular mutual
/// information (MI), conditional gain (CG) and conditional mutual information (CMI), by the names of the papers.
/// </summary>
/// <remarks>
/// s is the similarity, V the pool. Published code (distil, submodlib) names some of them otherwise: see each. Iyer, Khargoankar, Bilmes,
/// Asnani, "Submodular Combinatorial Information Measures", ALT 2021; Kothawade et al., "SIMILAR", NeurIPS 2021; Kaushal et al., "PRISM", 2021.
/// </remarks>
public enum TargetedMeasure
{
    /// <summary>
    /// Facility location over the queries: <c>sum_{q in Q} max_{j in A} s_qj + eta sum_{j in A} max_{q in Q} s_jq</c>. Needs the similarities with the
    /// queries alone, so it scales best. distil's <c>fl2mi</c>, submodlib's FacilityLocationVariantMutualInformation.
    /// </summary>
    Flqmi,

    /// <summary>
    /// Facility location over the pool: <c>sum_{i in V} min(max_{j in A} s_ij, eta max_{q in Q} s_iq)</c>. Saturates once the queries are covered.
    /// distil's <c>fl1mi</c>, submodlib's FacilityLocationMutualInformation.
    /// </summary>
    Flvmi,

    /// <summary>Graph cut: <c>sum_{j in A} sum_{q in Q} s_jq</c>, without the paper's factor 2 lambda, which changes no choice. Relevance alone, no diversity.</summary>
    Gcmi,

    /// <summary>Concave over modular: <c>eta sum_{j in A} g(sum_{q in Q} s_jq) + sum_{q in Q} g(sum_{j in A} s_jq)</c>.</summary>
    Com,

    /// <summary>Log-determinant: <c>ln det B_A + ln det B_Q - ln det B_{A u Q}</c>; for B see <see cref="LogDeterminantInformation"/>.</summary>
    LogDetMi,

    /// <summary>Facility location, conditional gain: <c>sum_{i in V} max(max_{j in A} s_ij - nu max_{p in P} s_ip, 0)</c>.</summary>
    Flcg,

    /// <summary>
    /// Graph cut, conditional gain: <c>sum_{i in V, j in A} s_ij - lambda sum_{i, j in A} s_ij - 2 lambda nu sum_{j in A, p in P} s_jp</c>.
    /// </summary>
    Gccg,

    /// <summary>Log-determinant, conditional gain: <c>ln det B_{A u P} - ln det B_P</c>.</summary>
    LogDetCg,

    /// <summary>
    /// Facility location, conditional mutual information:
    /// <c>sum_{i in V} max(min(max_{j in A} s_ij, eta max_{q in Q} s_iq) - nu max_{p in P} s_ip, 0)</c>.
    /// </summary>
    Flcmi,

    /// <summary>Log-determinant, conditional mutual information: <c>ln det B_{A u P} + ln det B_{Q u P} - ln det B_{A u Q u P} - ln det B_P</c>.</summary>
    LogDetCmi,
}
