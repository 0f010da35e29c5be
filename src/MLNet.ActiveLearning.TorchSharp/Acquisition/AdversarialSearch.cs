using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>What the searches for the nearest boundary have in common.</summary>
internal static class AdversarialSearch
{
    /// <summary>Checks the arguments, then searches batch by batch.</summary>
    public static AdversarialDistance[] Run(
        Tensor points, int batchSize, IReadOnlyList<string> problems, Func<Tensor, int, AdversarialDistance[]> search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }

        if (points.Dimensions < 2 || !points.is_floating_point())
        {
            throw new ArgumentException(
                $"The points are ({string.Join(", ", points.shape)}) of {points.dtype}; give floating-point numbers (N, ...), one point a row.", nameof(points));
        }

        List<AdversarialDistance> distances = [];
        for (long start = 0; start < points.shape[0]; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Tensor batch = points.detach().narrow(0, start, Math.Min(batchSize, points.shape[0] - start));
            distances.AddRange(search(batch, (int)start));
        }

        return [.. distances];
    }

    /// <summary>Positions as an index on the device of the points.</summary>
    public static Tensor Index(IEnumerable<int> positions, Device device) =>
        tensor(positions.Select(p => (long)p).ToArray(), ScalarType.Int64, device);

    /// <summary>The squared length of each row, summed in double precision.</summary>
    public static double[] SquaredLengths(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return ToDoubles(rows.to(ScalarType.Float64).flatten(1).square().sum(1));
    }

    /// <summary>All numbers of a tensor.</summary>
    public static double[] ToDoubles(Tensor values)
    {
        using Tensor copy = values.detach().to(ScalarType.Float64).cpu().contiguous();
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(copy.bytes).ToArray();
    }
}
