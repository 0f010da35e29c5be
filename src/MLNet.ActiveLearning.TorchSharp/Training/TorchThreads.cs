using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Sets the number of the tensor library's threads for a while.</summary>
internal readonly struct TorchThreads : IDisposable
{
    private readonly int? before;

    private TorchThreads(int threads)
    {
        before = get_num_threads();
        set_num_threads(threads);
    }

    /// <param name="threads">Null leaves the number as it is.</param>
    public static TorchThreads Use(int? threads) => threads is int count ? new TorchThreads(count) : default;

    public void Dispose()
    {
        if (before is int count)
        {
            set_num_threads(count);
        }
    }
}
