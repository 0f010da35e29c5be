using System.Runtime.CompilerServices;
using MLNet.ActiveLearning.Tool.Wording;
using TorchSharp;

namespace MLNet.ActiveLearning.Tool.Machine;

/// <summary>The only place of the command line that touches the tensor library itself.</summary>
internal static class TorchRuntime
{
    /// <summary>CUDA devices; <see cref="Start"/> comes first.</summary>
    public static int CudaDeviceCount => torch.cuda.is_available() ? torch.cuda.device_count() : 0;

    /// <summary>The version of libtorch; <see cref="Start"/> comes first.</summary>
    public static string Version => torch.__version__;

    /// <summary>Loads the native library, and sets how many threads it uses.</summary>
    /// <exception cref="TorchMissingException">It is not there, or does not fit this system; the process cannot load it any more.</exception>
    public static void Start(int threads)
    {
        try
        {
            SetThreads(threads);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or NotSupportedException)
        {
            string reason = FailureText.OneLine((e as TypeInitializationException)?.InnerException?.Message ?? e.Message);
            string remedy = PackageOrigin.IsStandIn(typeof(torch).Assembly)
                ? "Run eng/setup.sh, which builds it from eng/standins/native."
                : "Build with -p:TorchBackend=cpu (or cuda), which adds the package TorchSharp-cpu (or TorchSharp-cuda-linux, -windows).";
            throw new TorchMissingException($"TorchSharp's native library could not be loaded ({reason}). {remedy}", e);
        }
    }

    // Not inlined, so that a failure to load is caught where this is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetThreads(int threads) => torch.set_num_threads(threads);
}
