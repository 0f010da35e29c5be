using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Variational;

[TestClass]
public sealed class VaalTests
{
    private static readonly int[] Image = [1, 8, 8];

    private static VaalTraining Small => new() { Epochs = 25, BatchSize = 16, Width = 2, LatentSize = 4, DiscriminatorSize = 16, Device = ComputeDevice.Cpu };

    [TestMethod]
    [DataRow(0, 22_835_139, 280_065)]
    [DataRow(1, 22_851_523, 280_577)]
    public void The_networks_have_as_many_parameters_as_the_published_ones(int conditionSize, long autoencoderCount, long discriminatorCount)
    {
        using var seed = TorchSeed.Use(1);
        using var autoencoder = new ImageAutoencoder([3, 32, 32], 128, 32, conditionSize);
        using var discriminator = new LatentDiscriminator(32 + conditionSize, 512);
        Assert.AreEqual(autoencoderCount, autoencoder.parameters().Sum(p => p.numel()));
        Assert.AreEqual(discriminatorCount, discriminator.parameters().Sum(p => p.numel()));
    }

    [TestMethod]
    [DataRow(3, 32, 32, 32, 32)]
    [DataRow(1, 28, 28, 32, 32)]
    [DataRow(2, 1, 17, 16, 32)]
    public void Images_of_any_size_are_filled_up_encoded_and_decoded(int channels, int rows, int columns, int filledRows, int filledColumns)
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        using var autoencoder = new ImageAutoencoder([channels, rows, columns], 2, 5, 1);
        Tensor images = ones(3, channels, rows, columns);
        Tensor filled = autoencoder.Pad(images);
        CollectionAssert.AreEqual(new long[] { 3, channels, filledRows, filledColumns }, filled.shape);
        Assert.AreEqual(images.sum().item<float>(), filled.sum().item<float>(), "zeros are added");
        (Tensor mean, Tensor logVariance) = autoencoder.Encode(filled);
        CollectionAssert.AreEqual(new long[] { 3, 5 }, mean.shape);
        CollectionAssert.AreEqual(new long[] { 3, 5 }, logVariance.shape);
        CollectionAssert.AreEqual(filled.shape, autoencoder.Decode(ones(3, 6)).shape);
    }

    [TestMethod]
    public void Rows_unlike_the_labelled_ones_have_the_larger_utilities()
    {
        // Labelled: bright at the left. Pool: the same, and then as many that are bright at the right.
        FloatMatrix labeled = Halves(24, _ => false, 1), pool = Halves(48, i => i >= 24, 2);
        // Without an autoencoder that hides what tells the sets apart, the discriminator has to find it.
        float[] utilities = Vaal.ComputeUtilities(pool, labeled, Image, seed: 3, Small with
        {
            Epochs = 40, LearningRate = 5e-3, AdversarialWeight = 0, Divergence = LatentDivergence.Mean, DivergenceWeight = 0.01,
        });
        Assert.IsTrue(utilities[24..].Average() > utilities[..24].Average() + 0.5, $"{utilities[..24].Average()} and {utilities[24..].Average()}");
        int[] first = [.. TopRows.Select(utilities, 12).Select(p => p.Index)];
        Assert.IsTrue(first.Count(i => i >= 24) >= 11, string.Join(", ", first));
    }

    [TestMethod]
    public void A_predicted_loss_that_tells_the_sets_apart_is_used()
    {
        FloatMatrix labeled = Halves(24, _ => false, 1), pool = Halves(48, _ => false, 2);
        FloatMatrix poolLosses = new(Enumerable.Range(0, 48).Select(i => i >= 24 ? 3f : -3f).ToArray(), 48, 1);
        FloatMatrix labeledLosses = new(Enumerable.Repeat(-3f, 24).ToArray(), 24, 1);
        VaalTraining training = VaalTraining.TaskAware with
        {
            Epochs = 25, BatchSize = 16, Width = 2, LatentSize = 4, DiscriminatorSize = 16, LearningRate = 5e-3, Device = ComputeDevice.Cpu,
        };
        float[] utilities = Vaal.ComputeUtilities(pool, labeled, Image, 3, training, poolLosses, labeledLosses);
        Assert.IsTrue(utilities[24..].Min() > utilities[..24].Max(), $"{utilities[..24].Max()} and {utilities[24..].Min()}");
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_utilities_and_a_row_does_not_depend_on_the_rows_beside_it()
    {
        FloatMatrix labeled = Halves(1, _ => false, 1), pool = Halves(40, i => i % 2 == 0, 2);
        VaalTraining training = Small with { Epochs = 2, BatchSize = 7 };
        float[] utilities = Vaal.ComputeUtilities(pool, labeled, Image, 5, training);
        CollectionAssert.AreEqual(utilities, Vaal.ComputeUtilities(pool, labeled, Image, 5, training));
        CollectionAssert.AreNotEqual(utilities, Vaal.ComputeUtilities(pool, labeled, Image, 6, training));

        using var seed = TorchSeed.Use(1);
        using var networks = new AdversarialAutoencoder(training, Image, 0, CPU);
        float[] together = networks.ComputeLogits(new ImageRows(pool, Image, null, CPU), CancellationToken.None);
        float[] alone = networks.ComputeLogits(new ImageRows(pool.Rows(17, 1), Image, null, CPU), CancellationToken.None);
        Assert.AreEqual(together[17], alone[0], 1e-5);
    }

    [TestMethod]
    public void Batches_hold_every_row_once_before_any_comes_again_and_never_a_single_row()
    {
        var cycle = new RowCycle(10, 4, new SeededRandom(1));
        int[] rows = [.. Enumerable.Range(0, 5).SelectMany(_ => cycle.Next().ToArray())];
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 10).ToArray(), rows[..10]);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 10).ToArray(), rows[10..]);
        CollectionAssert.AreEqual(new[] { 0, 0 }, new RowCycle(1, 4, new SeededRandom(1)).Next().ToArray());
        Assert.AreEqual(3, new RowCycle(3, 4, new SeededRandom(1)).Next().Length);
    }

    [TestMethod]
    public void What_cannot_be_trained_is_refused_with_the_reason()
    {
        FloatMatrix rows = Halves(4, _ => false, 1);
        void AssertRefused(string part, Action action) => StringAssert.Contains(Assert.ThrowsException<ArgumentException>(action).Message, part);
        AssertRefused("LabeledRows", () => Vaal.ComputeUtilities(rows, default, Image, 1, Small));
        AssertRefused("(1, 8, 9) have 72 values", () => Vaal.ComputeUtilities(rows, rows, [1, 8, 9], 1, Small));
        AssertRefused("channels, rows and columns", () => Vaal.ComputeUtilities(rows, rows, [8, 8], 1, Small));
        AssertRefused("one number a row", () => Vaal.ComputeUtilities(rows, rows, Image, 1, Small, poolLosses: new FloatMatrix(new float[3], 3, 1)));
        AssertRefused("neither", () => Vaal.ComputeUtilities(rows, rows, Image, 1, Small, poolLosses: new FloatMatrix(new float[4], 4, 1)));
        string message = Assert.ThrowsException<ArgumentException>(
            () => Vaal.ComputeUtilities(rows, rows, Image, 1, new VaalTraining { Epochs = 0, BatchSize = 1, LearningRate = double.NaN, Width = 0 })).Message;
        foreach (string name in new[] { "Epochs is 0", "BatchSize is 1", "LearningRate is NaN", "Width is 0" })
        {
            StringAssert.Contains(message, name);
        }
        Assert.ThrowsException<TrainingDivergedException>(() => Vaal.ComputeUtilities(rows, rows, Image, 1, Small with { LearningRate = 1e30 }));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsException<OperationCanceledException>(() => Vaal.ComputeUtilities(rows, rows, Image, 1, Small, cancellationToken: stopped.Token));
    }

    // Noise, with one half of the image bright.
    private static FloatMatrix Halves(int count, Func<int, bool> isRight, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] values = new float[count * 64];
        for (int i = 0; i < values.Length; i++)
        {
            bool isBright = (i % 8 >= 4) == isRight(i / 64);
            values[i] = (float)random.NextDouble() + (isBright ? 1 : -1);
        }
        return new FloatMatrix(values, count, 64);
    }
}
