using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Rows whose images are drawn when they are first read, and kept.</summary>
internal sealed class SyntheticRows : PixelRows
{
    private readonly SceneSettings settings;
    private readonly ulong seed;
    private readonly byte[] classes;
    private readonly byte[] pixels;
    private readonly bool[] isDrawn;

    public SyntheticRows(string split, int count, double imbalance, SyntheticOptions options)
        : base(split, ClassNamesOf(SceneClasses.All), count, Canvas.Channels, new ImageSize(Canvas.Side, Canvas.Side))
    {
        settings = SceneSettings.For(options.Difficulty);
        seed = SeededRandom.DeriveSeed(unchecked((ulong)options.Seed), $"synthetic images/{split}");
        SeededRandom random = SeededRandom.Derive(seed, "classes");
        classes = imbalance == 1 ? DealClasses(count, random) : DrawLongTail(count, imbalance, random);
        pixels = new byte[count * ImageLength];
        isDrawn = new bool[count];
    }

    public static ImageDataset CreateDataset(SyntheticOptions options)
    {
        options.Validate();
        return ImageDataset.Create(
            ImageDatasets.SyntheticName,
            new SyntheticRows("train", options.TrainCount, options.Imbalance, options),
            new SyntheticRows("test", options.TestCount, 1, options),
            Canvas.Side,
            Canvas.Side,
            Canvas.Channels);
    }

    public override int GetClass(int row) => classes[row];

    public override ReadOnlySpan<byte> GetPixels(int row)
    {
        Span<byte> image = pixels.AsSpan(row * ImageLength, ImageLength);
        if (!Volatile.Read(ref isDrawn[row]))
        {
            // Two threads that come here for the same row write the same bytes, so neither has to wait.
            Scene.Draw(classes[row], RandomOf(row), settings).WriteTo(image);
            Volatile.Write(ref isDrawn[row], true);
        }

        return image;
    }

    /// <summary>Which variant of its class a row shows; for looking into a result.</summary>
    internal string GetVariant(int row) => SceneClasses.All[classes[row]].ChooseVariant(RandomOf(row)).Name;

    private SeededRandom RandomOf(int row) => new(SeededRandom.Hash(seed, (ulong)row));

    /// <summary>Every ten rows hold every class once, in an order of their own.</summary>
    private static byte[] DealClasses(int count, SeededRandom random)
    {
        byte[] dealt = new byte[count];
        for (int start = 0; start < count; start += SceneClasses.All.Count)
        {
            int[] order = random.Permutation(SceneClasses.All.Count);
            for (int i = 0; i < order.Length && start + i < count; i++)
            {
                dealt[start + i] = (byte)order[i];
            }
        }

        return dealt;
    }

    /// <summary>Each row draws its class from falling shares, whatever the number of rows.</summary>
    private static byte[] DrawLongTail(int count, double imbalance, SeededRandom random)
    {
        int classCount = SceneClasses.All.Count;
        int[] byFrequency = random.Permutation(classCount);
        double[] shares = [.. Enumerable.Range(0, classCount).Select(rank => Math.Pow(imbalance, -(double)rank / (classCount - 1)))];
        byte[] drawn = new byte[count];
        for (int row = 0; row < count; row++)
        {
            double rest = random.NextDouble() * shares.Sum();
            int rank = 0;
            while (rank < classCount - 1 && rest >= shares[rank])
            {
                rest -= shares[rank++];
            }

            drawn[row] = (byte)byFrequency[rank];
        }

        return drawn;
    }

    private static string[] ClassNamesOf(IEnumerable<SceneClass> classes) => [.. classes.Select(known => known.Name)];
}
