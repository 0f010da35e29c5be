using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Distances;

/// <summary>Clusters of rows around centres, by Lloyd's algorithm.</summary>
/// <param name="Centers">(k, d): the mean of each cluster's rows, rounded to single precision; an empty cluster keeps its last centre.</param>
/// <param name="Assignment">For each row its nearest centre; of equally near ones the first.</param>
/// <param name="SquaredDistances">For each row the squared distance to that centre.</param>
/// <param name="Iterations">How often the centres were moved.</param>
internal sealed record LloydClusters(FloatMatrix Centers, int[] Assignment, double[] SquaredDistances, int Iterations)
{
    private const int ColumnBlockSize = 32;

    /// <summary>Sum of the squared distances.</summary>
    public double Inertia => SquaredDistances.Sum();

    /// <summary>Moves centres, starting at some rows, until they rest.</summary>
    /// <param name="points">(N, d).</param>
    /// <param name="seeds">The rows to start from, one a cluster.</param>
    /// <param name="settings">When to stop.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static LloydClusters Find(FloatMatrix points, ReadOnlySpan<int> seeds, LloydSettings settings, Parallelism parallelism)
    {
        int width = points.ColumnCount;
        float[] mean = RowNorms.Mean(points);
        float[] centers = new float[seeds.Length * width];
        for (int c = 0; c < seeds.Length; c++)
        {
            points[seeds[c]].CopyTo(centers.AsSpan(c * width));
        }
        var matrix = new FloatMatrix(centers, seeds.Length, width);
        var nearest = NearestCenters.FindExact(points, matrix, mean, parallelism);
        double shift = double.PositiveInfinity;
        int iterations = 0;
        while (iterations < settings.MaxIterations && shift >= settings.Tolerance && shift > 0)
        {
            shift = Move(points, nearest.Indices, centers, parallelism);
            nearest = shift > 0 ? NearestCenters.FindExact(points, matrix, mean, parallelism) : nearest;
            iterations++;
        }
        return new LloydClusters(matrix, nearest.Indices, nearest.SquaredDistances, iterations);
    }

    // Threads share the columns, not the rows: so each sum runs over the rows in order, whatever their number.
    private static double Move(FloatMatrix points, int[] assignment, float[] centers, Parallelism parallelism)
    {
        int width = points.ColumnCount, count = centers.Length / width;
        int[] sizes = new int[count];
        foreach (int cluster in assignment)
        {
            sizes[cluster]++;
        }
        double[] shifts = new double[Blocks.Count(width, ColumnBlockSize)];
        Blocks.ForEach(width, ColumnBlockSize, parallelism, (block, first, columns) =>
        {
            double[] sums = new double[count * columns];
            for (int n = 0; n < assignment.Length; n++)
            {
                var target = sums.AsSpan(assignment[n] * columns, columns);
                var source = points[n].Slice(first, columns);
                for (int j = 0; j < target.Length; j++)
                {
                    target[j] += source[j];
                }
            }
            for (int c = 0; c < count; c++)
            {
                for (int j = 0; j < columns && sizes[c] > 0; j++)
                {
                    ref float center = ref centers[(c * width) + first + j];
                    float moved = (float)(sums[(c * columns) + j] / sizes[c]);
                    // Between the rounded centres: the mean itself never meets its rounding, and a tolerance of 0 would never be reached.
                    double difference = (double)moved - center;
                    center = moved;
                    shifts[block] += difference * difference;
                }
            }
        });
        return Math.Sqrt(shifts.Sum());
    }
}
