using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The moving centroids of <see cref="ActiveFt"/> and the arithmetic of one step.</summary>
internal sealed class ActiveFtCentroids
{
    // Centroids compared with all centroids at once: enough to fill the product, few enough to bound the memory.
    private const int CentroidsAtOnce = 512;

    // Centroids that a thread takes at once for what is not a product.
    private const int Grain = 16;

    private readonly FloatMatrix rows;
    private readonly ActiveFtTraining training;
    private readonly Parallelism parallelism;
    private readonly Adam adam;
    private readonly int count, fixedCount, width;
    private readonly double logBalance;

    // (L + k, d): fixed centroids first, then the moving ones, all of length 1; and the same transposed.
    private readonly float[] all, transposed;
    private readonly float[] positions;
    private readonly double[] lengths;

    // Of each row: the nearest centroid's position in `all` and the cosine with it; the same among the fixed ones alone.
    private readonly int[] nearest, nearestFixed;
    private readonly float[] cosine, cosineFixed;

    // Of each centroid: ln sum_m exp(c_m.c_j / tau), and (k, d) sum_m softmax_mj c_m without m = j.
    private readonly double[] logSums;
    private readonly float[] repulsion;
    private readonly int[] members, firstMember;

    public ActiveFtCentroids(FloatMatrix rows, FloatMatrix fixedRows, ReadOnlySpan<int> start, ActiveFtTraining training, Parallelism parallelism)
    {
        this.rows = rows;
        this.training = training;
        this.parallelism = parallelism;
        (count, fixedCount, width) = (start.Length, fixedRows.RowCount, rows.ColumnCount);
        logBalance = Math.Log(training.Balance);
        adam = new Adam(count * width, training.LearningRate);
        all = new float[(fixedCount + count) * width];
        transposed = new float[all.Length];
        (positions, repulsion) = (new float[count * width], new float[count * width]);
        lengths = new double[count];
        (nearest, nearestFixed, members) = (new int[rows.RowCount], new int[rows.RowCount], new int[rows.RowCount]);
        (cosine, cosineFixed) = (new float[rows.RowCount], new float[rows.RowCount]);
        firstMember = new int[fixedCount + count + 1];
        logSums = new double[fixedCount + count];

        fixedRows.Span.CopyTo(all);
        for (int j = 0; j < count; j++)
        {
            rows[start[j]].CopyTo(positions.AsSpan(j * width, width));
        }
        for (int j = 0; j < count; j++)
        {
            Normalize(j);
        }
        Transpose(0, fixedCount);
        Array.Fill(cosineFixed, float.NegativeInfinity);
        FindNearest(new FloatMatrix(all.AsMemory(0, fixedCount * width), fixedCount, width), 0, nearestFixed, cosineFixed);
    }

    /// <summary>(k, d), of length 1.</summary>
    public FloatMatrix Current => new(all.AsMemory(fixedCount * width), count, width);

    /// <summary>Moves the centroids once; tells the loss before if it is asked for.</summary>
    public void Move(ICollection<double>? losses)
    {
        cosineFixed.CopyTo(cosine, 0);
        nearestFixed.CopyTo(nearest, 0);
        FindNearest(Current, fixedCount, nearest, cosine);
        Transpose(fixedCount, count);
        // The fixed centroids' log-sums move no centroid; the loss alone needs them.
        for (int first = losses is null ? fixedCount : 0; first < fixedCount + count; first += CentroidsAtOnce)
        {
            ComputeRepulsion(first, Math.Min(CentroidsAtOnce, fixedCount + count - first));
        }
        losses?.Add(ComputeLoss());
        GroupRows();
        adam.Begin();
        Blocks.ForEach(count, Grain, parallelism, (_, first, size) =>
        {
            float[] gradient = new float[width];
            for (int j = first; j < first + size; j++)
            {
                ComputeGradient(j, gradient);
                adam.Step(j * width, positions.AsSpan(j * width, width), gradient);
                Normalize(j);
            }
        });
    }

    // Of equal cosines the first centroid wins, and a fixed one over a moving one.
    private void FindNearest(FloatMatrix centroids, int offset, int[] index, float[] best)
    {
        if (centroids.RowCount == 0)
        {
            return;
        }
        MatrixProduct.ForEachTile(
            rows,
            centroids,
            tile =>
            {
                for (int r = 0; r < tile.RowCount; r++)
                {
                    var row = tile[r];
                    float largest = TensorPrimitives.Max<float>(row);
                    if (largest > best[tile.FirstRow + r])
                    {
                        (index[tile.FirstRow + r], best[tile.FirstRow + r]) = (offset + tile.FirstColumn + row.IndexOf(largest), largest);
                    }
                }
            },
            parallelism);
    }

    // Centroids first .. first + size of `all`: their log-sums, and for the moving ones the mean of the others that repels them.
    private void ComputeRepulsion(int first, int size)
    {
        int total = fixedCount + count;
        float[] rented = ArrayPool<float>.Shared.Rent(size * total);
        Memory<float> weights = rented.AsMemory(0, size * total);
        MatrixProduct.MultiplyTransposed(
            new FloatMatrix(all.AsMemory(first * width, size * width), size, width), new FloatMatrix(all, total, width), weights, parallelism);
        Blocks.ForEach(size, Grain, parallelism, (_, firstRow, rowCount) =>
        {
            for (int i = firstRow; i < firstRow + rowCount; i++)
            {
                logSums[first + i] = ComputeSoftmax(weights.Span.Slice(i * total, total), first + i);
            }
        });
        int skipped = Math.Max(0, fixedCount - first), moving = size - skipped;
        if (moving > 0)
        {
            MatrixProduct.MultiplyTransposed(
                new FloatMatrix(weights[(skipped * total)..], moving, total),
                new FloatMatrix(transposed, width, total),
                repulsion.AsMemory((first + skipped - fixedCount) * width, moving * width),
                parallelism);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    // Turns a centroid's cosines with all centroids into their softmax, its own left out, and gives the log-sum of all.
    private double ComputeSoftmax(Span<float> cosines, int own)
    {
        float largest = TensorPrimitives.Max<float>(cosines);
        TensorPrimitives.Subtract(cosines, largest, cosines);
        TensorPrimitives.Multiply(cosines, (float)(1 / training.Temperature), cosines);
        TensorPrimitives.Exp<float>(cosines, cosines);
        double sum = SimilaritySums.Plain(cosines);
        // A centroid's similarity with itself is constant; left in, only its rounding would move the centroid.
        cosines[own] = 0;
        TensorPrimitives.Multiply(cosines, (float)(1 / sum), cosines);
        return (largest / training.Temperature) + Math.Log(sum);
    }

    private double ComputeLoss()
    {
        double sum = 0;
        for (int i = 0; i < rows.RowCount; i++)
        {
            double z = Excess(i);
            sum += z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z));
        }
        return sum / rows.RowCount;
    }

    // ln(balance) + lse - s: the loss of a row is ln(1 + exp) of it.
    private double Excess(int row) => logBalance + logSums[nearest[row]] - (cosine[row] / training.Temperature);

    // Rows by their nearest centroid, in ascending order within each: sums over them then do not depend on threads.
    private void GroupRows()
    {
        Array.Clear(firstMember);
        foreach (int centroid in nearest)
        {
            firstMember[centroid + 1]++;
        }
        for (int j = 1; j < firstMember.Length; j++)
        {
            firstMember[j] += firstMember[j - 1];
        }
        int[] next = firstMember[..^1];
        for (int i = 0; i < nearest.Length; i++)
        {
            members[next[nearest[i]]++] = i;
        }
    }

    private void ComputeGradient(int j, Span<float> own)
    {
        var centroid = all.AsSpan((fixedCount + j) * width, width);
        own.Clear();
        double total = 0;
        foreach (int i in members.AsSpan(firstMember[fixedCount + j]..firstMember[fixedCount + j + 1]))
        {
            double weight = 1 / (1 + Math.Exp(-Excess(i)));
            total += weight;
            AddDifference(rows[i], centroid, (float)weight, own);
        }
        // d loss / d c, over N tau; then through the normalisation, which lets only the part across the centroid pass.
        TensorPrimitives.MultiplyAdd(repulsion.AsSpan(j * width, width), (float)total, own, own);
        TensorPrimitives.MultiplyAdd(centroid, -TensorPrimitives.Dot<float>(own, centroid), own, own);
        // A centroid that began at a row of zeros has no direction yet; its gradient is taken as it is.
        double length = lengths[j] > 1e-12 ? lengths[j] : 1;
        TensorPrimitives.Multiply(own, (float)(1 / (training.Temperature * rows.RowCount * length)), own);
    }

    // sum -= weight (row - centroid). Without the centroid, whose direction is projected away later, rows close to it would lose digits.
    private static void AddDifference(ReadOnlySpan<float> row, ReadOnlySpan<float> centroid, float weight, Span<float> sum)
    {
        var r = MemoryMarshal.Cast<float, Vector<float>>(row);
        var c = MemoryMarshal.Cast<float, Vector<float>>(centroid);
        var s = MemoryMarshal.Cast<float, Vector<float>>(sum);
        for (int d = 0; d < s.Length; d++)
        {
            s[d] -= (r[d] - c[d]) * weight;
        }
        for (int d = s.Length * Vector<float>.Count; d < sum.Length; d++)
        {
            sum[d] -= (row[d] - centroid[d]) * weight;
        }
    }

    private void Normalize(int j)
    {
        var centroid = all.AsSpan((fixedCount + j) * width, width);
        positions.AsSpan(j * width, width).CopyTo(centroid);
        lengths[j] = UnitRows.Scale(centroid);
    }

    private void Transpose(int first, int size) =>
        SimilarityTiles.Transpose(all.AsSpan(first * width, size * width), size, width, transposed.AsSpan(first), fixedCount + count);
}
