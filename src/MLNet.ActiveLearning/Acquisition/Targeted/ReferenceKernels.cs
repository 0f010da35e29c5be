namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>Similarities of a set of reference rows, queries or private ones, for <see cref="LogDeterminantInformation"/>.</summary>
/// <param name="WithPool">Of the N rows of the pool with the M reference rows.</param>
/// <param name="Own">Of the reference rows with one another.</param>
/// <param name="Weight">What the similarities with the pool are multiplied by: eta or nu, at least 0.</param>
public sealed record ReferenceKernels(SimilarityKernel WithPool, SimilarityKernel Own, double Weight = 1);
