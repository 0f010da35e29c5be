namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>How the divergence of the latent distribution from the standard normal one becomes one number.</summary>
public enum LatentDivergence
{
    /// <summary>The sum over batch and latent dimensions, as in VAAL: it outweighs the reconstruction error.</summary>
    Sum,

    /// <summary>The mean over batch and latent dimensions, as in TA-VAAL.</summary>
    Mean,
}
