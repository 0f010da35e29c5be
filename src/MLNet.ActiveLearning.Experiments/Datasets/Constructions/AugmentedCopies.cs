using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A <see cref="RedundantPool"/> whose copies are moved against the original.</summary>
/// <remarks>
/// The copies of every other image, beginning with the first, are random crops of the image padded by 5 black pixels, so moved by up to 5 pixels
/// each way; those of the others are moved by up to half the image's width and height, as in the published code (its paper calls this slight).
/// Each copy is moved in its own way, the same in every reading.
/// </remarks>
public sealed record AugmentedCopies : RedundantPool
{
    private const int CropPadding = 5;

    /// <inheritdoc/>
    public override string Description => $"{Redundancy} moved copies of an image beside {UniquePoints} unique ones";

    /// <summary>Height and width of the images; set when the construction is applied.</summary>
    internal (int Height, int Width) Size { get; init; }

    private protected override MappedRows.Placements? CreatePlacements(int[] sources)
    {
        ulong seed = SeededRandom.DeriveSeed(Seed, "construction/copies");
        // Numbers the images that stay, in the order of their rows.
        int[] numbers = new int[sources.Length];
        int next = 0;
        for (int row = 0; row < sources.Length; row++)
        {
            numbers[row] = sources[row] == row ? next++ : numbers[sources[row]];
        }
        return place =>
        {
            if (sources[place] == place)
            {
                return (0, 0);
            }
            var random = new SeededRandom(SeededRandom.Hash(seed, (ulong)place));
            bool isCrop = numbers[place] % 2 == 0;
            int down = isCrop ? CropPadding : Size.Height / 2, right = isCrop ? CropPadding : Size.Width / 2;
            return (random.NextInt32((2 * down) + 1) - down, random.NextInt32((2 * right) + 1) - right);
        };
    }
}
