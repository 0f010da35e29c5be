using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>The losses of VAAL and TA-VAAL.</summary>
/// <remarks>
/// <code>
/// autoencoder    mean (r - x)^2 + beta KL          for the batch of each set, r the reconstruction of x
/// KL             -1/2 sum (1 + logvar - mu^2 - exp(logvar)), over batch and latent dimensions; or its mean
/// adversarial    mean -ln D(mu_L) + mean -ln D(mu_U)         both sets pass for labelled
/// discriminator  mean -ln D(mu_L) + mean -ln(1 - D(mu_U))
/// </code>
/// D is a probability, given here by its log-odds, so that no logarithm of 0 is taken. Scalars attached to the graph; lower is better.
/// Sinha, Ebrahimi, Darrell, "Variational Adversarial Active Learning", ICCV 2019.
/// </remarks>
internal static class VaalLoss
{
    /// <summary>Reconstruction and divergence of one batch.</summary>
    /// <param name="images">x (B, C, H, W).</param>
    /// <param name="reconstruction">r, of the same shape.</param>
    /// <param name="mean">mu (B, Z).</param>
    /// <param name="logVariance">logvar (B, Z).</param>
    /// <param name="weight">beta.</param>
    /// <param name="divergence">How the divergence becomes one number.</param>
    public static Tensor Autoencoder(Tensor images, Tensor reconstruction, Tensor mean, Tensor logVariance, double weight, LatentDivergence divergence)
    {
        using var scope = NewDisposeScope();
        Tensor terms = (1 + logVariance - mean.pow(2) - logVariance.exp()) * -0.5;
        Tensor total = divergence == LatentDivergence.Sum ? terms.sum() : terms.mean();
        return (functional.mse_loss(reconstruction, images) + (total * weight)).MoveToOuterDisposeScope();
    }

    /// <summary>How well the discriminator sees through the autoencoder.</summary>
    /// <param name="labeledLogits">Log-odds of D for the labelled batch (B).</param>
    /// <param name="poolLogits">Log-odds of D for the pool's batch (B).</param>
    public static Tensor Adversarial(Tensor labeledLogits, Tensor poolLogits)
    {
        using var scope = NewDisposeScope();
        return (functional.softplus(-labeledLogits).mean() + functional.softplus(-poolLogits).mean()).MoveToOuterDisposeScope();
    }

    /// <summary>How badly the discriminator tells the sets apart.</summary>
    /// <param name="labeledLogits">Log-odds of D for the labelled batch (B).</param>
    /// <param name="poolLogits">Log-odds of D for the pool's batch (B).</param>
    public static Tensor Discriminator(Tensor labeledLogits, Tensor poolLogits)
    {
        using var scope = NewDisposeScope();
        return (functional.softplus(-labeledLogits).mean() + functional.softplus(poolLogits).mean()).MoveToOuterDisposeScope();
    }
}
