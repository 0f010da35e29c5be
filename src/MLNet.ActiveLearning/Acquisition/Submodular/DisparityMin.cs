namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Disparity-min (dispersion-min): how far apart the two closest chosen rows are.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = min_{i != j in A} (1 - s_ij)</c>, 0 for fewer than two rows. Greedy choice is furthest-first: k-centre on the distance <c>1 - s</c>.
/// From the third row on gains are at most 0. Where all first gains are 0, the first row is row 0 or a given start. One row of the kernel a
/// pick: O(N d), no N x N matrix.
/// </para>
/// <para>
/// Not submodular: lazy optimisers, which published code takes by default, return the last rows whatever the data. Also a cosine below 0
/// counts in full (distance up to 2); published code caps the value at 1. Dasgupta, Kumar, Ravi 2013; Ravi, Rosenkrantz, Tayi 1994
/// (half of the best value for metric distances).
/// </para>
/// </remarks>
public sealed class DisparityMin : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly double[] distances;
    private readonly float[] similarities;
    private int chosen;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the rows with one another.</param>
    public DisparityMin(SimilarityKernel kernel)
    {
        this.kernel = SquareKernel.Check(kernel);
        distances = new double[kernel.Count];
        distances.AsSpan().Fill(double.PositiveInfinity);
        similarities = new float[kernel.Count];
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => false;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] = Gain(candidates[i]);
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        value += Gain(row);
        chosen++;
        kernel.GetRow(row, similarities);
        for (int j = 0; j < distances.Length; j++)
        {
            distances[j] = Math.Min(distances[j], 1.0 - similarities[j]);
        }
    }

    private double Gain(int row) => chosen switch
    {
        0 => 0,
        1 => distances[row],
        _ => Math.Min(value, distances[row]) - value,
    };
}
