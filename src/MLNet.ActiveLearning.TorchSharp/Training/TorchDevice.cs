using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Chooses the device, by the rules of ML.NET's own TorchSharp trainers.</summary>
internal static class TorchDevice
{
    /// <exception cref="InvalidOperationException">A GPU is asked for and there is none, or the native library is missing.</exception>
    public static Device Choose(MLContext context, ComputeDevice wanted)
    {
        bool available = IsCudaAvailable();
        if (available && wanted != ComputeDevice.Cpu)
        {
            return device(DeviceType.CUDA, context.GpuDeviceId ?? 0);
        }

        bool asked = wanted == ComputeDevice.Cuda || (wanted == ComputeDevice.Auto && context.GpuDeviceId is not null);
        if (asked && !context.FallbackToCpu)
        {
            string by = wanted == ComputeDevice.Cuda ? "Device = ComputeDevice.Cuda" : $"MLContext.GpuDeviceId = {context.GpuDeviceId}";
            throw new InvalidOperationException(
                $"{by} asks for a GPU but no CUDA device was found. Set MLContext.FallbackToCpu = true to use the CPU instead, "
                + "or reference TorchSharp-cuda-linux or TorchSharp-cuda-windows and check the driver.");
        }

        if (asked)
        {
            using IChannel channel = ((IChannelProvider)context).Start("ImageClassification");
            channel.Warning(MessageSensitivity.None, "No CUDA device was found; the CPU is used instead.");
        }

        return CPU;
    }

    /// <summary>Chooses the device where no MLContext says which GPU.</summary>
    /// <exception cref="InvalidOperationException">A GPU is asked for and there is none, or the native library is missing.</exception>
    public static Device Choose(ComputeDevice wanted)
    {
        bool available = IsCudaAvailable();
        return wanted == ComputeDevice.Cuda && !available
            ? throw new InvalidOperationException(
                "Device = ComputeDevice.Cuda asks for a GPU but no CUDA device was found. Use ComputeDevice.Auto, "
                + "or reference TorchSharp-cuda-linux or TorchSharp-cuda-windows and check the driver.")
            : available && wanted != ComputeDevice.Cpu ? CUDA : CPU;
    }

    private static bool IsCudaAvailable()
    {
        try
        {
            return cuda.is_available();
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            throw new InvalidOperationException(
                "The native library of TorchSharp could not be loaded. Reference the package TorchSharp-cpu (or TorchSharp-cuda-linux, "
                + "TorchSharp-cuda-windows) in the application, then start the process anew.", exception);
        }
    }
}
