using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>VAAL and TA-VAAL: how surely a discriminator takes a row for unlabelled, by the latent mean of its image.</summary>
/// <remarks>
/// A variational autoencoder is trained on labelled images and those of the pool, and against it a discriminator D that tells the two sets apart by
/// their latent means mu. The utility is <c>-ln(D / (1 - D))</c> of mu, the log-odds that the row is unlabelled; higher is more worth
/// labelling. It ranks as 1 - D does, and does not round to 1. TA-VAAL appends a predicted loss r: D sees [mu, r], the decoder [z, sigmoid r].
/// Single precision. Both networks are in eval mode for the utilities, so that a row's does not depend on the rows beside it.
/// Sinha, Ebrahimi, Darrell, "Variational Adversarial Active Learning", ICCV 2019; Kim, Park, Kim, Chun, "Task-Aware Variational
/// Adversarial Active Learning", CVPR 2021.
/// </remarks>
public static class Vaal
{
    /// <summary>Trains the two networks and computes the utility of each row of the pool.</summary>
    /// <param name="pool">Images of the pool (N, C H W), N at least 1.</param>
    /// <param name="labeled">Labelled images (L, C H W), L at least 1.</param>
    /// <param name="image">Channels, rows and columns: three numbers of at least 1, whose product is the rows' length.</param>
    /// <param name="seed">Seed of the initial weights, the order of the rows, and the latent noise.</param>
    /// <param name="training">Sizes and training; null for the defaults.</param>
    /// <param name="poolLosses">Predicted losses of the pool (N, 1), for TA-VAAL; null for VAAL.</param>
    /// <param name="labeledLosses">Predicted losses of the labelled rows (L, 1); null exactly if those of the pool are.</param>
    /// <param name="cancellationToken">Looked at in every iteration.</param>
    /// <returns>N utilities.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, nothing is labelled or an option is not valid.</exception>
    /// <exception cref="InvalidOperationException">A GPU is asked for and there is none.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public static float[] ComputeUtilities(
        FloatMatrix pool,
        FloatMatrix labeled,
        IReadOnlyList<int> image,
        ulong seed,
        VaalTraining? training = null,
        FloatMatrix? poolLosses = null,
        FloatMatrix? labeledLosses = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        training ??= new VaalTraining();
        string[] problems = [.. training.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(training));
        }
        Check(pool, labeled, image);
        CheckLosses(poolLosses, pool.RowCount, nameof(poolLosses));
        CheckLosses(labeledLosses, labeled.RowCount, nameof(labeledLosses));
        if (poolLosses is null != labeledLosses is null)
        {
            throw new ArgumentException("Predicted losses are given for the pool or the labelled rows alone; give both, or neither.", nameof(labeledLosses));
        }
        Device device = TorchDevice.Choose(training.Device);
        using var torchSeed = TorchSeed.Use(SeededRandom.DeriveSeed(seed, "networks"), cancellationToken);
        using var networks = new AdversarialAutoencoder(training, image, poolLosses is null ? 0 : 1, device);
        var poolRows = new ImageRows(pool, image, poolLosses, device);
        networks.Train(poolRows, new ImageRows(labeled, image, labeledLosses, device), SeededRandom.Derive(seed, "order"), cancellationToken);
        float[] utilities = networks.ComputeLogits(poolRows, cancellationToken);
        System.Numerics.Tensors.TensorPrimitives.Negate<float>(utilities, utilities);
        return utilities;
    }

    private static void Check(FloatMatrix pool, FloatMatrix labeled, IReadOnlyList<int> image)
    {
        if (image.Count != 3 || image.Any(d => d < 1))
        {
            throw new ArgumentException($"The image has the dimensions ({string.Join(", ", image)}); give channels, rows and columns, each at least 1.", nameof(image));
        }
        if (labeled.RowCount == 0)
        {
            throw new ArgumentException(
                "The discriminator learns to tell labelled rows from the pool's, and there are no labelled rows. Set LabeledRows to those labelled so far, or choose the first rows with another strategy.",
                nameof(labeled));
        }
        if (pool.RowCount == 0)
        {
            throw new ArgumentException("The pool is empty; there is nothing to compute a utility of.", nameof(pool));
        }
        long size = (long)image[0] * image[1] * image[2];
        if (pool.ColumnCount != size || labeled.ColumnCount != size)
        {
            throw new ArgumentException(
                $"Images of ({string.Join(", ", image)}) have {size} values, but rows of the pool have {pool.ColumnCount} and labelled rows {labeled.ColumnCount}.", nameof(image));
        }
    }

    private static void CheckLosses(FloatMatrix? losses, int rowCount, string name)
    {
        if (losses is { } given && (given.RowCount != rowCount || given.ColumnCount != 1))
        {
            throw new ArgumentException($"There are {given.RowCount} x {given.ColumnCount} predicted losses for {rowCount} rows; give one number a row.", name);
        }
    }
}
