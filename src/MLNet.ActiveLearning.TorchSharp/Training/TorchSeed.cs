using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>The only place that touches the tensor library's global random generator.</summary>
/// <remarks>
/// Layers initialise themselves, and dropout draws, from a generator that the whole process shares. Whoever needs it seeded takes
/// this scope: one at a time in the process, the CPU generator's state put back at the end. On CUDA devices the seed is set too; the
/// library offers no way to put their state back.
/// </remarks>
internal sealed class TorchSeed : IDisposable
{
    private static readonly object Gate = new();
    private readonly Tensor stateBefore;

    private TorchSeed(ulong? seed)
    {
        stateBefore = get_rng_state().DetachFromDisposeScope();
        if (seed is { } value)
        {
#pragma warning disable RS0030 // Banned everywhere but here.
            manual_seed(unchecked((long)value));
#pragma warning restore RS0030
        }
    }

    /// <summary>Waits until no other thread has the scope, then seeds the generator.</summary>
    /// <param name="seed">Any value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>The same thread must dispose it. The same thread may also open another one inside.</remarks>
    public static TorchSeed Use(ulong seed, CancellationToken cancellationToken = default) => Open(seed, cancellationToken);

    /// <summary>As <see cref="Use"/>, but without a seed: for draws whose result does not matter. On CUDA devices nothing is touched.</summary>
    public static TorchSeed Keep() => Open(seed: null, CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        set_rng_state(stateBefore);
        stateBefore.Dispose();
        Monitor.Exit(Gate);
    }

    private static TorchSeed Open(ulong? seed, CancellationToken cancellationToken)
    {
        while (!Monitor.TryEnter(Gate, TimeSpan.FromMilliseconds(50)))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        try
        {
            return new TorchSeed(seed);
        }
        catch
        {
            Monitor.Exit(Gate);
            throw;
        }
    }
}
