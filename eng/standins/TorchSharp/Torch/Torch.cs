using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// <b>This assembly is not TorchSharp.</b> It stands in for the TorchSharp package, under its assembly name, where a package feed does not
/// carry it, so that code written against TorchSharp compiles and runs over a libtorch that is already on the machine.
/// </summary>
/// <remarks>
/// <para>
/// What it has is the common part of training image networks: tensors and their operators, autograd, dispose scopes, <c>nn</c> modules and
/// functions, initialisers, the SGD, Adam, AdamW and RMSProp optimisers and the usual learning rate schedules. Everything public has the
/// name, parameters and defaults that TorchSharp 0.102.7 gives it; nothing public is its own. What it lacks does not compile: recurrent and
/// transformer layers, distributions, FFT, TorchScript, data loaders, TorchVision.
/// </para>
/// <para>
/// Numbers are PyTorch's: every operator is called by its schema name through libtorch's own dispatcher (<see cref="Op"/>, and
/// <c>eng/standins/native/dispatch.cpp</c>), so that kernels, autograd, type promotion and random streams are those that Python runs.
/// The native half is about 500 lines of C++ in <c>eng/standins/native</c>; it builds against libtorch 1.13 and 2.x, with or without CUDA.
/// </para>
/// <para>
/// Behaviour follows TorchSharp where the two differ. In short:
/// errors of libtorch arrive as <see cref="ExternalException"/>;
/// a tensor is freed by Dispose, by its <see cref="DisposeScope"/>, or by its finalizer;
/// in-place operators return the tensor itself;
/// <c>from_array</c>, <c>as_tensor</c> and <c>frombuffer</c> share the managed array, <c>tensor</c> copies it;
/// <c>item</c> and <c>data</c> demand the exact element type;
/// <c>kl_div</c> takes log targets by default;
/// <c>Sequential</c> disposes what its children pass on;
/// <c>Optimizer.zero_grad</c> fills with zeros, <c>Module.zero_grad</c> drops the gradients;
/// weights are saved in TorchSharp's own format.
/// Where 0.102.7 has faults that later releases mended (<c>l1_loss</c>, <c>Sequential.training</c>), the mended behaviour is kept.
/// </para>
/// </remarks>
public static partial class torch
{
    public static string __version__ => Marshal.PtrToStringUTF8(Library.al_version())!;

}
