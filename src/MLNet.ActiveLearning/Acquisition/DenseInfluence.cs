namespace MLNet.ActiveLearning.Acquisition;

/// <summary>DISAL for segmentation: every pixel of the map before the last 1x1 convolution is a sample, and an image has the mean of its pixels.</summary>
/// <remarks>
/// The direction is that of the last convolution's weights (C, D) and biases (C); q is the softmax of the dynamic head's logits at the
/// pixel. Formula, range and source: <see cref="DynamicInfluence"/>, entropy label. Pure, thread-safe, O(P C D) an image. Our reading.
/// </remarks>
public static class DenseInfluence
{
    /// <summary>Utilities of an image's pixels.</summary>
    /// <param name="features">(D, P): the map before the last convolution, plane by plane.</param>
    /// <param name="dynamicLogits">(C, P): the dynamic head's logits, plane by plane.</param>
    /// <param name="directionWeights">(C, D): dW.</param>
    /// <param name="directionBiases">(C): db.</param>
    /// <param name="norm">Length of the direction, from <see cref="DynamicInfluence.ComputeNorm"/>; 1 leaves the scores undivided.</param>
    /// <param name="utilities">(P): receives any real numbers; higher means more worth labelling.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void ComputePixels(
        ReadOnlySpan<float> features,
        ReadOnlySpan<float> dynamicLogits,
        ReadOnlySpan<float> directionWeights,
        ReadOnlySpan<float> directionBiases,
        double norm,
        Span<float> utilities)
    {
        (int pixels, int classes) = (utilities.Length, directionBiases.Length);
        int size = directionWeights.Length / Math.Max(1, classes);
        Shape.Check(dynamicLogits.Length, pixels, classes);
        Shape.Check(features.Length, pixels, size);
        float[] rows = Transpose(features, pixels);
        float[] probabilities = Transpose(dynamicLogits, pixels);
        for (int i = 0; i < pixels; i++)
        {
            Softmax(probabilities.AsSpan(i * classes, classes));
        }

        var changes = new float[pixels * classes];
        DynamicInfluence.ComputeLogitChanges(rows, directionWeights, directionBiases, changes);
        DynamicInfluence.ComputeProjectedGradient(probabilities, changes, [], DynamicInfluenceLabel.Entropy, norm, utilities);
    }

    /// <summary>The utility of an image: the mean over its valid pixels, 0 if it has none.</summary>
    /// <param name="pixelUtilities">(P): from <see cref="ComputePixels"/>.</param>
    /// <param name="isValid">(P): which pixels count; empty for all.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double ComputeImage(ReadOnlySpan<float> pixelUtilities, ReadOnlySpan<bool> isValid)
    {
        if (!isValid.IsEmpty && isValid.Length != pixelUtilities.Length)
        {
            throw new ArgumentException($"There are {pixelUtilities.Length} pixels and {isValid.Length} marks; pass one mark a pixel, or none.", nameof(isValid));
        }

        double sum = 0;
        int count = 0;
        for (int i = 0; i < pixelUtilities.Length; i++)
        {
            if (isValid.IsEmpty || isValid[i])
            {
                sum += pixelUtilities[i];
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    private static float[] Transpose(ReadOnlySpan<float> planes, int pixels)
    {
        var rows = new float[planes.Length];
        int count = pixels == 0 ? 0 : planes.Length / pixels;
        for (int c = 0; c < count; c++)
        {
            for (int i = 0; i < pixels; i++)
            {
                rows[(i * count) + c] = planes[(c * pixels) + i];
            }
        }

        return rows;
    }

    private static void Softmax(Span<float> values)
    {
        double largest = double.NegativeInfinity;
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (float value in values)
        {
            sum += Math.Exp(value - largest);
        }

        foreach (ref float value in values)
        {
            value = (float)(Math.Exp(value - largest) / sum);
        }
    }
}
