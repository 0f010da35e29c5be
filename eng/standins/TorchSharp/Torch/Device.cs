using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A place where tensors live: "cpu", "cuda", "cuda:1".</summary>
    public class Device
    {
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = Parse(parts[0]);
            if (parts.Length > 1) index = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        public Device(string deviceType, int index = -1) : this(Parse(deviceType), index) { }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public DeviceType type { get; }

        public int index { get; } = -1;

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            string name = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index < 0 ? name : $"{name}:{index}";
        }

        private static DeviceType Parse(string name) => Enum.Parse<DeviceType>(name, ignoreCase: true);
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => InitializeDevice(new(DeviceType.CUDA));

    public static Device device(string description) => InitializeDevice(new(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new(deviceType, index));

    public static Device device(int index) => new(DeviceType.CUDA, index);

    private static Device s_defaultDevice = new(DeviceType.CPU);

    public static Device get_default_device() => s_defaultDevice;

    public static void set_default_device(Device device) => s_defaultDevice = device;

    public static void set_default_device(string device) => s_defaultDevice = new(device);

    /// <summary>The device itself, or the default device in place of null.</summary>
    /// <exception cref="InvalidOperationException">This process has no such device.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= s_defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType)) throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        public static bool is_available() => Library.al_cuda_available() != 0;

        public static bool is_cudnn_available() => Library.al_cudnn_available() != 0;

        public static int device_count() => Library.al_cuda_devices();

        public static void manual_seed(long seed) => manual_seed_all(seed);

        public static void manual_seed_all(long seed) => Library.Check(Library.al_cuda_seed((ulong)seed));

        public static void synchronize(Device? device = null) => Library.Check(Library.al_cuda_synchronize(device?.index ?? -1));
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32
                {
                    get => Library.al_allow_tf32_matmul() != 0;
                    set => Library.al_set_allow_tf32_matmul(value ? 1 : 0);
                }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32
            {
                get => Library.al_allow_tf32_cudnn() != 0;
                set => Library.al_set_allow_tf32_cudnn(value ? 1 : 0);
            }
        }
    }
}
