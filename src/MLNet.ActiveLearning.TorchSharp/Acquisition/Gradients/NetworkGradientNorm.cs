using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Gradient norms of a whole network: how far a sample would move all of the model, its label unknown.</summary>
/// <remarks>
/// <para>
/// With L(x) a surrogate loss and theta_j the parameter tensors, the norm is <c>sum_j |dL/dtheta_j|</c>, or <c>sqrt(sum_j |dL/dtheta_j|^2)</c>:
/// </para>
/// <code>
/// entropy:                 L = H(p)
/// expected over labels:    sum_k p_k norm(CE(z, k)), the norm before the expectation: a backward pass a class
/// pseudo-label:            L = CE(z, argmax p)
/// </code>
/// <para>
/// 0 or more; higher means more worth labelling. Parameters that have no part in the loss are skipped. The gradients are
/// split by sample after one backward pass for the batch, to the outputs of the layers only: a linear layer's and a convolution's by the products
/// of their inputs and the gradients of their outputs, or by the scalar products of each, whichever is less work. Linear, Conv2d
/// and, in eval mode, BatchNorm1d and BatchNorm2d layers can be split; a network with parameters in anything else goes through one backward
/// pass a sample, which gives the same numbers more slowly. A layer's parameters must be used by calling the layer.
/// Memory: the activations of <see cref="NetworkGradientNormOptions.BatchSize"/> samples, twice, and one layer's inputs times its kernel's pixels.
/// Nothing is drawn. Parameters get no gradients; hooks are taken away again. Not thread-safe for one network.
/// Wang, Li, Yang, Hu, Zeng, Huang, Xu, Xu, "Boosting Active Learning via Improving Test Performance", AAAI 2022.
/// </para>
/// </remarks>
public static class NetworkGradientNorm
{
    /// <summary>Computes the norm of each sample.</summary>
    /// <param name="network">Holds the parameters; its batch normalisations in eval mode.</param>
    /// <param name="getLogits">Calls the network: from samples (n, ...) to logits (n, C), row by row, a sample's logits not depending on the others.</param>
    /// <param name="samples">(N, ...), floating point.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Noticed between batches.</param>
    /// <returns>N norms.</returns>
    /// <exception cref="ArgumentException">The options, the samples or the network cannot be used.</exception>
    /// <exception cref="InvalidOperationException">A norm is not a number.</exception>
    public static double[] Compute(
        nn.Module network,
        Func<Tensor, Tensor> getLogits,
        Tensor samples,
        NetworkGradientNormOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(getLogits);
        ArgumentNullException.ThrowIfNull(samples);
        options ??= new NetworkGradientNormOptions();
        ThrowIfUnusable(network, samples, options);
        List<double> norms = [];
        using var gradients = enable_grad();
        for (long start = 0; start < samples.shape[0]; start += options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Tensor batch = samples.detach().narrow(0, start, Math.Min(options.BatchSize, samples.shape[0] - start));
            norms.AddRange(ComputeBatch(network, getLogits, batch, GetLosses(options.Surrogate), options.Norm)
                ?? ComputeOneByOne(network, getLogits, batch, GetLosses(options.Surrogate), options.Norm));
        }

        int bad = norms.FindIndex(n => !double.IsFinite(n));
        return bad < 0
            ? [.. norms]
            : throw new InvalidOperationException($"The gradient of sample {bad} is {norms[bad]}. Check that its values and the network's weights are finite numbers.");
    }

    /// <summary>One backward pass a sample, as published code has it; also for networks whose gradients cannot be split.</summary>
    internal static double[] ComputeOneByOne(
        nn.Module network, Func<Tensor, Tensor> getLogits, Tensor samples, Func<Tensor, (Tensor Losses, Tensor Weights)[]> getLosses, ParameterNorm norm)
    {
        Tensor[] parameters = [.. network.parameters().Where(p => p.requires_grad)];
        var norms = new double[samples.shape[0]];
        for (int i = 0; i < norms.Length; i++)
        {
            using var scope = NewDisposeScope();
            (Tensor Losses, Tensor Weights)[] losses = getLosses(getLogits(samples.narrow(0, i, 1)));
            for (int k = 0; k < losses.Length; k++)
            {
                IList<Tensor> gradients = autograd.grad([losses[k].Losses.sum()], parameters, retain_graph: k < losses.Length - 1, allow_unused: true);
                Tensor squares = stack(gradients.Where(g => !g.IsInvalid).Select(g => g.square().sum()).ToArray(), 0).unsqueeze(1); // (P, 1)
                norms[i] += Join(squares, losses[k].Weights, norm)[0];
            }
        }

        return norms;
    }

    /// <summary>The norms of all samples at once, or null if the gradients of this network cannot be split.</summary>
    internal static double[]? ComputeBatch(
        nn.Module network, Func<Tensor, Tensor> getLogits, Tensor samples, Func<Tensor, (Tensor Losses, Tensor Weights)[]> getLosses, ParameterNorm norm)
    {
        using var split = new SampleGradients(network);
        (Tensor Losses, Tensor Weights)[] losses = getLosses(getLogits(samples));
        if (!split.CanSplit(samples.shape[0]))
        {
            return null;
        }

        var norms = new double[samples.shape[0]];
        for (int k = 0; k < losses.Length; k++)
        {
            if (split.ComputeSquares(losses[k].Losses, keepGraph: k < losses.Length - 1) is not { } squares)
            {
                return null;
            }

            norms = [.. norms.Zip(Join(squares, losses[k].Weights, norm), (a, b) => a + b)];
        }

        return norms;
    }

    /// <summary>The losses (B) to differentiate, from logits (B, C), each with the weights (B) of its norms.</summary>
    internal static Func<Tensor, (Tensor Losses, Tensor Weights)[]> GetLosses(GradientNormSurrogate surrogate) => logits =>
    {
        Tensor logP = logits.log_softmax(1); // (B, C)
        Tensor p = logP.exp();
        return surrogate switch
        {
            GradientNormSurrogate.Entropy => [(-(p * logP).sum(1), ones_like(p.select(1, 0)))],
            GradientNormSurrogate.ExpectedOverLabels => [.. Enumerable.Range(0, (int)p.shape[1]).Select(k => (-logP.select(1, k), p.select(1, k).detach()))],
            GradientNormSurrogate.PseudoLabel => [(-logP.gather(1, logP.argmax(1, true)).squeeze(1), ones_like(p.select(1, 0)))],
            _ => throw new ArgumentOutOfRangeException(nameof(surrogate), surrogate, "Use one of the named surrogates."),
        };
    };

    /// <summary>B norms from the squares (P, B) of P parameters, in double precision.</summary>
    private static double[] Join(Tensor squares, Tensor weights, ParameterNorm norm)
    {
        using var scope = NewDisposeScope();
        Tensor exact = squares.to(ScalarType.Float64);
        Tensor joined = norm == ParameterNorm.Global ? exact.sum([0L]).sqrt() : exact.sqrt().sum([0L]);
        return AdversarialSearch.ToDoubles(joined * weights.detach().to(ScalarType.Float64));
    }

    private static void ThrowIfUnusable(nn.Module network, Tensor samples, NetworkGradientNormOptions options)
    {
        IReadOnlyList<string> problems = options.FindProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }

        if (samples.Dimensions < 2 || !samples.is_floating_point())
        {
            throw new ArgumentException(
                $"The samples are ({string.Join(", ", samples.shape)}) of {samples.dtype}; give floating-point numbers (N, ...), one sample a row.", nameof(samples));
        }

        if (network.modules().Any(m => m is BatchNorm1d or BatchNorm2d && m.training))
        {
            throw new ArgumentException(
                "A batch normalisation of the network is in train mode, in which samples depend on one another. Call eval() on the network first.", nameof(network));
        }

        if (!network.parameters().Any(p => p.requires_grad))
        {
            throw new ArgumentException("No parameter of the network asks for a gradient; set requires_grad of those that count.", nameof(network));
        }
    }
}
