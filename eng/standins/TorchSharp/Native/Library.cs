using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The exports of eng/standins/native. Those that return an int can fail: pass the result to <see cref="Check"/>.</summary>
internal static unsafe partial class Library
{
    private const string Name = "LibTorchSharp";

    /// <exception cref="ExternalException">libtorch refused; the message is libtorch's.</exception>
    internal static void Check(int status)
    {
        if (status != 0) throw new ExternalException(Marshal.PtrToStringUTF8(al_error()));
    }

    [LibraryImport(Name)] internal static partial nint al_error();
    [LibraryImport(Name)] internal static partial void al_free(nint tensor);

    // Operators
    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)] internal static partial int al_operator(string name, string overload, out nint op);
    [LibraryImport(Name)] internal static partial int al_call(nint op, NativeValue* arguments, int count, NativeValue** values, int* valueCount);

    // Tensors
    [LibraryImport(Name)] internal static partial int al_info(nint tensor, TensorInfo* info);
    [LibraryImport(Name)] internal static partial int al_sizes(nint tensor, long* sizes);
    [LibraryImport(Name)] internal static partial int al_strides(nint tensor, long* strides);
    [LibraryImport(Name)] internal static partial int al_flag(nint tensor, TensorFlag flag, out int value);
    [LibraryImport(Name)] internal static partial int al_set_requires_grad(nint tensor, int value);
    [LibraryImport(Name)] internal static partial int al_grad(nint tensor, out nint grad);
    [LibraryImport(Name)] internal static partial int al_set_grad(nint tensor, nint grad);
    [LibraryImport(Name)] internal static partial int al_retain_grad(nint tensor);
    [LibraryImport(Name)] internal static partial int al_share(nint tensor, out nint result);
    [LibraryImport(Name)] internal static partial int al_data(nint tensor, out nint address);
    [LibraryImport(Name)] internal static partial int al_wrap(nint data, long* sizes, int dimensions, int type, delegate* unmanaged<nint, void> release, nint context, out nint result);
    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)] internal static partial int al_save(nint tensor, string path);
    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)] internal static partial int al_load(string path, out nint tensor);
    [LibraryImport(Name)] internal static partial int al_index(nint tensor, NativeIndex* indices, int count, out nint result);
    [LibraryImport(Name)] internal static partial int al_index_put(nint tensor, NativeIndex* indices, int count, nint value);

    // Autograd
    [LibraryImport(Name)] internal static partial int al_backward(nint[] tensors, int count, nint[] grads, int gradCount, nint[] inputs, int inputCount, int retainGraph, int createGraph);
    [LibraryImport(Name)] internal static partial int al_gradients(nint[] outputs, int count, nint[] inputs, int inputCount, nint[] grads, int gradCount, int retainGraph, int createGraph, int allowUnused, [Out] nint[] results);
    [LibraryImport(Name)] internal static partial int al_grad_mode();
    [LibraryImport(Name)] internal static partial void al_set_grad_mode(int enabled);
    [LibraryImport(Name)] internal static partial int al_inference_mode();
    [LibraryImport(Name)] internal static partial nint al_enter_inference_mode(int enabled);
    [LibraryImport(Name)] internal static partial void al_leave_inference_mode(nint guard);
    [LibraryImport(Name)] internal static partial int al_anomaly_mode();
    [LibraryImport(Name)] internal static partial int al_anomaly_checks_nan();
    [LibraryImport(Name)] internal static partial void al_set_anomaly_mode(int enabled, int checkNan);

    // Settings
    [LibraryImport(Name)] internal static partial nint al_version();
    [LibraryImport(Name)] internal static partial int al_threads();
    [LibraryImport(Name)] internal static partial int al_set_threads(int count);
    [LibraryImport(Name)] internal static partial int al_interop_threads();
    [LibraryImport(Name)] internal static partial int al_set_interop_threads(int count);
    [LibraryImport(Name)] internal static partial int al_deterministic();
    [LibraryImport(Name)] internal static partial int al_deterministic_warn_only();
    [LibraryImport(Name)] internal static partial void al_set_deterministic(int enabled, int warnOnly);
    [LibraryImport(Name)] internal static partial int al_allow_tf32_matmul();
    [LibraryImport(Name)] internal static partial void al_set_allow_tf32_matmul(int allow);
    [LibraryImport(Name)] internal static partial int al_allow_tf32_cudnn();
    [LibraryImport(Name)] internal static partial void al_set_allow_tf32_cudnn(int allow);
    [LibraryImport(Name)] internal static partial int al_cuda_available();
    [LibraryImport(Name)] internal static partial int al_cuda_devices();
    [LibraryImport(Name)] internal static partial int al_cudnn_available();
    [LibraryImport(Name)] internal static partial int al_cuda_synchronize(long device);
    [LibraryImport(Name)] internal static partial int al_cuda_seed(ulong seed);

    // Random numbers
    [LibraryImport(Name)] internal static partial int al_generator(ulong seed, int device, int index, out nint generator);
    [LibraryImport(Name)] internal static partial nint al_default_generator();
    [LibraryImport(Name)] internal static partial void al_free_generator(nint generator);
    [LibraryImport(Name)] internal static partial long al_generator_seed(nint generator);
    [LibraryImport(Name)] internal static partial int al_set_generator_seed(nint generator, ulong seed);
    [LibraryImport(Name)] internal static partial int al_reseed_generator(nint generator, out long seed);
    [LibraryImport(Name)] internal static partial int al_generator_state(nint generator, out nint state);
    [LibraryImport(Name)] internal static partial int al_set_generator_state(nint generator, nint state);
    [LibraryImport(Name)] internal static partial int al_manual_seed(ulong seed);
}

/// <summary>Must equal Info in tensor.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorInfo
{
    public long Elements;
    public long Offset;
    public int Dimensions;
    public int Type;
    public int Device;
    public int DeviceIndex;
    public int ElementSize;
    public int Contiguous;
}

/// <summary>Must equal Flag in tensor.cpp.</summary>
internal enum TensorFlag
{
    RequiresGrad,
    Leaf,
    Sparse,
    Meta,
    Pinned,
    Conjugate,
    Negative,
}
