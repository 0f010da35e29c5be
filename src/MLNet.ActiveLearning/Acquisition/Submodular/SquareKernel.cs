namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Checks the kernel of a function that compares chosen rows with one another.</summary>
internal static class SquareKernel
{
    public static SimilarityKernel Check(SimilarityKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.IsSquare
            ? kernel
            : throw new ArgumentException(
                $"The kernel compares {kernel.Count} candidates with {kernel.RepresentedCount} other rows; this function needs similarities of the candidates with one another.", nameof(kernel));
    }
}
