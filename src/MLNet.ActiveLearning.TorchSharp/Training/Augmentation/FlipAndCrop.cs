using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>Mirrors an image with some probability and crops it at random from the image padded with black pixels.</summary>
/// <remarks>
/// The crop has the image's own size and its corner is uniform over the <c>(2 Padding + 1)^2</c> places. Padding is done on raw
/// pixels, before normalisation: a padded pixel becomes <c>(0 - mean) / std</c>, as in the reference code of the published protocols.
/// </remarks>
public sealed record FlipAndCrop : Augmentation
{
    /// <summary>Pixels of padding on each side.</summary>
    /// <value>Default 4; at least 0, and 0 switches the crop off.</value>
    public int Padding { get; init; } = 4;

    /// <summary>Probability of a horizontal flip.</summary>
    /// <value>Default 0.5; in [0, 1]. Use 0 for digits and other images that a mirror turns into something else.</value>
    public double FlipProbability { get; init; } = 0.5;

    /// <inheritdoc/>
    public override Placement Choose(SeededRandom random)
    {
        bool flip = random.NextDouble() < FlipProbability;
        int y = random.NextInt32((2 * Padding) + 1) - Padding;
        int x = random.NextInt32((2 * Padding) + 1) - Padding;
        return new Placement(y, x, flip);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (Padding is < 0 or > 1000)
        {
            problems.Add($"Augmentation.Padding is {Padding}; give 0 to 1000 pixels, for example 4.");
        }

        if (!(FlipProbability >= 0 && FlipProbability <= 1))
        {
            problems.Add($"Augmentation.FlipProbability is {FlipProbability}; give a probability from 0 to 1.");
        }

        return problems;
    }
}
