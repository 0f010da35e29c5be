namespace MLNet.ActiveLearning.Proxies;

/// <summary>What a proxy is made of.</summary>
public enum ProxyKind
{
    /// <summary>Linear (D, H), batch normalisation, ReLU, linear (H, C): the proxy of ASVP. Its embedding is the output of the ReLU.</summary>
    Mlp,

    /// <summary>One linear layer (D, C): a linear probe. Its embedding is its input.</summary>
    Linear,
}
