using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>How the classes of some features moved apart.</summary>
public sealed class ClusterMotion
{
    private readonly int[] classes;
    private readonly double[] shifts;
    private readonly int width;

    internal ClusterMotion(int iterations, IReadOnlyList<double> positionChanges, int[] classes, double[] shifts, int width)
    {
        Iterations = iterations;
        PositionChanges = positionChanges;
        this.classes = classes;
        this.shifts = shifts;
        this.width = width;
    }

    /// <summary>Steps that were taken: 0 if no clusters overlap.</summary>
    public int Iterations { get; }

    /// <summary>
    /// For each step that was computed, the last one perhaps not taken: the sum of absolute displacements over classes and dimensions, in units of the reference
    /// features' deviation.
    /// </summary>
    public IReadOnlyList<double> PositionChanges { get; }

    /// <summary>The displacement of one class in the features' own units.</summary>
    /// <param name="label">A class that has rows.</param>
    /// <returns>D numbers.</returns>
    /// <exception cref="ArgumentException">The class has no row.</exception>
    public ReadOnlySpan<double> GetShift(int label)
    {
        int place = Array.BinarySearch(classes, label);
        return place >= 0
            ? shifts.AsSpan(place * width, width)
            : throw new ArgumentException($"Class {label} has no row; the classes are {string.Join(", ", classes.Take(20))}{(classes.Length > 20 ? ", ..." : "")}.", nameof(label));
    }

    /// <summary>The features after the motion.</summary>
    /// <param name="features">(N, D), those that were given.</param>
    /// <param name="labels">Their N classes.</param>
    public DoubleMatrix Move(FloatMatrix features, ReadOnlySpan<int> labels)
    {
        double[] moved = new double[features.Span.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(features.Span, moved);
        return Add(moved, features.RowCount, labels);
    }

    /// <summary>The features in double precision after the motion.</summary>
    /// <inheritdoc cref="Move(FloatMatrix, ReadOnlySpan{int})"/>
    public DoubleMatrix Move(DoubleMatrix features, ReadOnlySpan<int> labels) => Add(features.Span.ToArray(), features.RowCount, labels);

    private DoubleMatrix Add(double[] moved, int rowCount, ReadOnlySpan<int> labels)
    {
        if (labels.Length != rowCount || moved.Length != (long)rowCount * width)
        {
            throw new ArgumentException($"There are {labels.Length} labels and {moved.Length} values for {rowCount} rows of {width}; give the features and labels of the motion.", nameof(labels));
        }
        for (int n = 0; n < rowCount; n++)
        {
            Span<double> row = moved.AsSpan(n * width, width);
            System.Numerics.Tensors.TensorPrimitives.Add(row, GetShift(labels[n]), row);
        }
        return new DoubleMatrix(moved, rowCount, width);
    }
}
