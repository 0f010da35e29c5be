using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A class of the embedded set.</summary>
/// <param name="Name">Its label.</param>
/// <param name="Variants">Its looks, from frequent to rare.</param>
internal sealed record SceneClass(string Name, IReadOnlyList<SceneVariant> Variants)
{
    /// <summary>Draws a variant by its share; takes the first number of the generator.</summary>
    public SceneVariant ChooseVariant(SeededRandom random)
    {
        double left = random.NextDouble();
        foreach (SceneVariant variant in Variants)
        {
            left -= variant.Share;
            if (left < 0)
            {
                return variant;
            }
        }

        return Variants[0];
    }
}
