using System.Numerics;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>Potential energy decline (PED): the clusters of classes repel each other where they overlap, as fine-tuning would move them apart.</summary>
/// <remarks>
/// <para>
/// Features are rescaled by mean and deviation of reference features. Class i has a mean <c>m_i</c> and a radius <c>R_i</c>, the root of the sum of its variances. In
/// a step each class i moves along <c>(m_i - m_j) / d</c>, d the distance of the means, by <c>min(dt^2 / 2 K o, o)</c> for each class j with an overlap
/// <c>o = max(n (R_i + R_j) - d, 0)</c>. Steps end when they move the classes by no more than half of what the first one did, or after six. The score is the
/// evidence (<see cref="LogMe"/>) of the moved features: higher is better.
/// </para>
/// <para>
/// A class moves as a whole, so that radii stay and a step costs O(C^2 D), not O(N D), without an array of C x C x D. Two classes with the same mean have no
/// direction to move in and do not move each other. Classes without rows take no part. Does not depend on the number of threads. Li, Hu, Ge, Shan, Duan, "Exploring
/// Model Transferability through the Lens of Potential Energy", ICCV 2023, arXiv:2308.15074.
/// </para>
/// </remarks>
public static class PotentialEnergyDecline
{
    private const string Features = "features";
    private const string ReferenceFeatures = "reference features";

    /// <summary>Moves the classes of labelled features apart.</summary>
    /// <param name="features">(N, D), one row a labelled sample; finite, not all 0.</param>
    /// <param name="labels">N classes from 0, of which at least two occur.</param>
    /// <param name="reference">Features of the same network that give mean and deviation, (M, D): those of the whole pool, for example.</param>
    /// <param name="options">The forces; null for the published ones.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is not finite, all features are 0, or there are fewer than two classes.</exception>
    public static ClusterMotion Compute(
        FloatMatrix features, ReadOnlySpan<int> labels, FloatMatrix reference, PotentialEnergyOptions? options = null, Parallelism parallelism = default)
    {
        CheckWidths(features.ColumnCount, reference.ColumnCount);
        return Compute(features.Values, features.ColumnCount, labels, reference.Values, options, parallelism);
    }

    /// <summary>Moves the classes of labelled features in double precision apart.</summary>
    /// <inheritdoc cref="Compute(FloatMatrix, ReadOnlySpan{int}, FloatMatrix, PotentialEnergyOptions?, Parallelism)"/>
    public static ClusterMotion Compute(
        DoubleMatrix features, ReadOnlySpan<int> labels, DoubleMatrix reference, PotentialEnergyOptions? options = null, Parallelism parallelism = default)
    {
        CheckWidths(features.ColumnCount, reference.ColumnCount);
        return Compute(features.Values, features.ColumnCount, labels, reference.Values, options, parallelism);
    }

    private static void CheckWidths(int width, int referenceWidth)
    {
        if (width != referenceWidth)
        {
            throw new ArgumentException($"Rows of the features have {width} values and those of the reference features {referenceWidth}; both must come from the same layer of the same network.", nameof(referenceWidth));
        }
    }

    private static ClusterMotion Compute<T>(
        ReadOnlyMemory<T> features, int width, ReadOnlySpan<int> labels, ReadOnlyMemory<T> reference, PotentialEnergyOptions? options, Parallelism parallelism)
        where T : unmanaged, INumberBase<T>
    {
        options ??= new PotentialEnergyOptions();
        options.Check();
        int[] classes = EvidenceTargets.FindClasses(labels, features.Length / width);
        FeatureCheck.Require(features.Span, width, Features);
        FeatureCheck.Require(reference.Span, width, ReferenceFeatures);
        double[] deviations = ColumnMoments.Compute(reference, width, parallelism).GetDeviations();
        TensorPrimitives.Max(deviations, options.SmallestDeviation, deviations);
        // Only differences of means matter, so that the reference features' mean does not.
        ClassClusters clusters = ClassClusters.Compute(features, width, labels, classes, deviations, parallelism);
        double[] starts = [.. clusters.Means], steps = new double[starts.Length];
        List<double> changes = [];
        int iterations = 0;
        while (iterations < options.MaxSteps)
        {
            Step(clusters, options, steps, parallelism);
            changes.Add(TensorPrimitives.SumOfMagnitudes<double>(steps));
            // Nothing moved at all: 0 is not above 0.
            if (!(changes[^1] > options.ExitRatio * changes[0]))
            {
                break;
            }
            TensorPrimitives.Add(clusters.Means, steps, clusters.Means);
            iterations++;
        }
        double[] shifts = clusters.Means;
        TensorPrimitives.Subtract(shifts, starts, shifts);
        for (int c = 0; c < classes.Length; c++)
        {
            Span<double> shift = shifts.AsSpan(c * width, width);
            TensorPrimitives.Multiply(shift, deviations, shift);
        }
        return new ClusterMotion(iterations, changes, classes, shifts, width);
    }

    private static void Step(ClassClusters clusters, PotentialEnergyOptions options, double[] steps, Parallelism parallelism)
    {
        (int count, int width) = (clusters.Radii.Length, clusters.Width);
        double push = Math.Min(options.TimeStep * options.TimeStep / 2 * options.Stiffness, 1);
        Blocks.ForEach(count, 1, parallelism.ForWork((long)count * count * width), (_, i, _) =>
        {
            Span<double> step = steps.AsSpan(i * width, width);
            step.Clear();
            double[] difference = new double[width];
            for (int j = 0; j < count; j++)
            {
                TensorPrimitives.Subtract(clusters.MeanOf(i), clusters.MeanOf(j), difference);
                double distance = TensorPrimitives.Norm<double>(difference);
                double overlap = (options.RadiusFactor * (clusters.Radii[i] + clusters.Radii[j])) - distance;
                if (i != j && overlap > 0 && distance > 0)
                {
                    TensorPrimitives.MultiplyAdd(difference, push * overlap / distance, step, step);
                }
            }
        });
    }
}
