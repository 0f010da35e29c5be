using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                Require(dtype);
                return Move(dtype, InitializeDevice(device), non_blocking);
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Move(null, InitializeDevice(new(deviceType, deviceIndex)), non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                Require(dtype);
                return Move(dtype, null, non_blocking);
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            private static void Require(ScalarType dtype)
            {
                if (is_integral(dtype)) throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            /// <summary>
            /// Puts new parameters and buffers in the place of those that have to change, in the fields that hold them too. An optimiser made before
            /// knows only the old ones.
            /// </summary>
            private Module Move(ScalarType? dtype, Device? device, bool nonBlocking)
            {
                foreach (var child in children())
                {
                    if (device is null) child._to(dtype!.Value, nonBlocking);
                    else if (dtype is { } type) child._to(device, type, nonBlocking);
                    else child._to(device.type, device.index, nonBlocking);
                }
                var fields = Fields().ToDictionary(field => field.Name);
                foreach (var (name, old) in named_parameters(false).ToList())
                {
                    if (Moved(old, dtype, device, nonBlocking) is not { } data) continue;
                    var parameter = new Parameter(data, old.requires_grad);
                    parameter.DetachFromDisposeScope();
                    using (var grad = old.grad)
                    {
                        if (grad is not null)
                        {
                            using var movedGrad = Moved(grad, dtype, device, nonBlocking) ?? grad.Share();
                            parameter.grad = movedGrad;
                        }
                    }
                    old.Dispose();
                    ConditionallyRegisterParameter(name, parameter);
                    if (fields.TryGetValue(name, out var field)) field.SetValue(this, parameter);
                }
                foreach (var (name, (old, persistent)) in _buffers.ToList())
                {
                    if (old.IsInvalid || Moved(old, dtype, device, nonBlocking) is not { } buffer) continue;
                    buffer.DetachFromDisposeScope();
                    old.Dispose();
                    ConditionallyRegisterBuffer(name, buffer, persistent);
                    if (fields.TryGetValue(name, out var field)) field.SetValue(this, buffer);
                }
                return this;
            }

            /// <summary>The tensor with another type or in another place, or null if it is there already. Integers keep their type.</summary>
            private static Tensor? Moved(Tensor tensor, ScalarType? dtype, Device? device, bool nonBlocking)
            {
                var type = dtype is { } wanted && !tensor.is_integral() ? wanted : tensor.dtype;
                device ??= tensor.device;
                bool there = device.type == tensor.device_type && (device.type == DeviceType.CPU || device.index < 0 || device.index == tensor.device_index);
                if (there && type == tensor.dtype) return null;
                using var noGrad = no_grad();
                return tensor.to(type, device, non_blocking: nonBlocking);
            }

            private FieldInfo[] Fields() => GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            /// <summary>What the factories of layers do last.</summary>
            internal Module Placed(Device? device, ScalarType? dtype) => (device, dtype) switch
            {
                (null, null) => this,
                (null, { } type) => _to(type, false),
                ({ } place, null) => _to(place.type, place.index, false),
                ({ } place, { } type) => _to(place, type, false),
            };
        }
    }
}

public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(type, non_blocking);

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(device, type, non_blocking);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(deviceType, deviceIndex, non_blocking);

    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(device.type, device.index, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module => module.to(new torch.Device(device), non_blocking);

    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(other, non_blocking);

    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(DeviceType.CPU, non_blocking: non_blocking);

    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    public static T half<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float16, non_blocking);

    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.BFloat16, non_blocking);

    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float32, non_blocking);

    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float64, non_blocking);
}
