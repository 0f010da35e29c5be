using System.Runtime.InteropServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Op.Tensor("to.dtype", this, type, non_blocking, copy), disposeAfter);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Op.Tensor("to.device", this, InitializeDevice(device), type, non_blocking, copy), disposeAfter);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Op.Tensor("to.other", this, other, non_blocking);

        private Tensor Converted(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @char() => to(ScalarType.Int8);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor cfloat() => to(ScalarType.ComplexFloat32);
        public Tensor cdouble() => to(ScalarType.ComplexFloat64);

        public Tensor pin_memory() => Op.Tensor("pin_memory", this);

        /// <exception cref="ArgumentException">There is more than one element, or its type is not <typeparamref name="T"/>.</exception>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            using var values = data<T>();
            return values[0];
        }

        /// <summary>The elements. A tensor that is not on the CPU is copied there.</summary>
        /// <exception cref="ArgumentException">The element type is not <typeparamref name="T"/>.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            ValidateType(typeof(T));
            return new(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The address of the first element.</summary>
        internal nint DataPointer()
        {
            Library.Check(Library.al_data(Handle, out nint address));
            return address;
        }

        internal void ValidateType(Type type)
        {
            if (dtype == ScalarType.BFloat16) throw new ArgumentException($"No support for {dtype} in TorchSharp");
            if (ToScalarType(type) != dtype) throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }

        /// <summary>The memory of a contiguous CPU tensor; valid while the tensor is.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                long size = NumberOfElements * ElementSize;
                if (size > int.MaxValue) throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                if (device_type != DeviceType.CPU) throw new InvalidOperationException(TensorAccessor<byte>.NotOnCpu);
                return new((void*)DataPointer(), (int)size);
            }
            set
            {
                if (!is_contiguous()) throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (NumberOfElements * ElementSize != value.Length) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>((void*)DataPointer(), value.Length));
            }
        }

        /// <summary>Writes the elements of a CPU tensor as they lie in memory.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            if (!is_contiguous()) throw new InvalidOperationException("WriteBytesToStream() called on non-contiguous tensor.");
            if (device_type != DeviceType.CPU) throw new InvalidOperationException(TensorAccessor<byte>.NotOnCpu);
            foreach (var (address, length) in Blocks()) stream.Write(new ReadOnlySpan<byte>((void*)address, length));
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            if (!is_contiguous()) throw new InvalidOperationException("ReadBytesFromStream() called on non-contiguous tensor.");
            if (device_type != DeviceType.CPU) throw new InvalidOperationException(TensorAccessor<byte>.NotOnCpu);
            foreach (var (address, length) in Blocks()) stream.ReadExactly(new Span<byte>((void*)address, length));
        }

        private List<(nint Address, int Length)> Blocks()
        {
            const int Largest = 1 << 30;
            nint address = DataPointer();
            long size = NumberOfElements * ElementSize;
            var blocks = new List<(nint, int)>();
            for (long start = 0; start < size; start += Largest) blocks.Add((address + (nint)start, (int)Math.Min(Largest, size - start)));
            return blocks;
        }

        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            using var values = data<T>();
            return values[i];
        }

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);
        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        /// <summary>The value of a tensor of one element.</summary>
        public Scalar ToScalar()
        {
            if (is_complex())
            {
                using var wide = to(ScalarType.ComplexFloat64);
                return wide.item<System.Numerics.Complex>();
            }
            return Op.Scalar("item", this);
        }

        /// <summary>The values as nested lists, or a <see cref="Scalar"/>.</summary>
        public object tolist()
        {
            if (ndim == 0) return ToScalar();
            var list = new System.Collections.ArrayList();
            foreach (var item in unbind())
            {
                using (item) list.Add(item.tolist());
            }
            return list;
        }

        public static explicit operator bool(Tensor value) => value.ToBoolean();
        public static explicit operator byte(Tensor value) => value.ToByte();
        public static explicit operator sbyte(Tensor value) => value.ToSByte();
        public static explicit operator short(Tensor value) => value.ToInt16();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator double(Tensor value) => value.ToDouble();

        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(byte value) => tensor(value);
        public static implicit operator Tensor(sbyte value) => tensor(value);
        public static implicit operator Tensor(short value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(bool[] value) => tensor(value);
        public static implicit operator Tensor(byte[] value) => tensor(value);
        public static implicit operator Tensor(sbyte[] value) => tensor(value);
        public static implicit operator Tensor(short[] value) => tensor(value);
        public static implicit operator Tensor(int[] value) => tensor(value);
        public static implicit operator Tensor(long[] value) => tensor(value);
        public static implicit operator Tensor(float[] value) => tensor(value);
        public static implicit operator Tensor(double[] value) => tensor(value);

        /// <remarks>Only there to steer overload resolution, as in TorchSharp.</remarks>
        public static implicit operator Tensor(Scalar scalar) => throw new InvalidOperationException("Should not be called.");
    }
}
