using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Must equal Index in indexing.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeIndex
{
    public int Kind;
    public long Start;
    public long Stop;
    public long Step;
    public nint Tensor;
}

public static partial class torch
{
    /// <summary>One position of an indexing expression: a number, a slice, an ellipsis, a new axis, a truth value or a tensor.</summary>
    public struct TensorIndex
    {
        /// <summary>Must equal IndexKind in indexing.cpp.</summary>
        private enum Kind
        {
            None,
            Single,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        private Kind _kind;
        private long _start;
        private long _stop;
        private long _step;
        private Tensor? _tensor;

        public static TensorIndex None = new() { _kind = Kind.None };

        public static TensorIndex Null = new() { _kind = Kind.None };

        public static TensorIndex Ellipsis = new() { _kind = Kind.Ellipsis };

        public static TensorIndex Colon = Slice();

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { _kind = Kind.Slice, _start = start ?? 0, _stop = stop ?? long.MaxValue, _step = step ?? 1 };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(Position(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Position(range.End));

        public static TensorIndex Bool(bool value) => new() { _kind = Kind.Bool, _start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { _kind = Kind.Single, _start = index ?? 0 };

        public static TensorIndex Tensor(Tensor tensor) => new() { _kind = Kind.Tensor, _tensor = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(Position(index));

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <remarks>Only there to steer overload resolution, as in TorchSharp.</remarks>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;

        internal readonly NativeIndex ToNative() =>
            new() { Kind = (int)_kind, Start = _start, Stop = _stop, Step = _step, Tensor = _tensor is null ? 0 : _tensor.Handle };
    }

    public unsafe partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(ToIndices(indices));
            set => index_put_(value, ToIndices(indices));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(i1, i2, i3, i4, i5);
            set => index_put_(value, i1, i2, i3, i4, i5);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(i1, i2, i3, i4, i5, i6);
            set => index_put_(value, i1, i2, i3, i4, i5, i6);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var native = Array.ConvertAll(indices, index => index.ToNative());
            fixed (NativeIndex* pointer = native)
            {
                Library.Check(Library.al_index(Handle, pointer, native.Length, out nint result));
                GC.KeepAlive(indices);
                return new(result);
            }
        }

        public Tensor index(params Tensor[] indices) => index(ToIndices(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var native = Array.ConvertAll(indices, index => index.ToNative());
            fixed (NativeIndex* pointer = native) Library.Check(Library.al_index_put(Handle, pointer, native.Length, value.Handle));
            GC.KeepAlive((indices, value));
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, ToIndices(indices));

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = Op.Tensor("scalar_tensor", value, dtype, Argument.None, device);
            return index_put_(number, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, ToIndices(indices));

        private static TensorIndex[] ToIndices(long[] indices) => Array.ConvertAll(indices, index => TensorIndex.Single(index));

        private static TensorIndex[] ToIndices(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);

        public Tensor select(long dim, long index) => Op.Tensor("select.int", this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Op.Tensor("narrow", this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) => Op.Tensor("slice.Tensor", this, dim, start, finish, step);

        public Tensor index_select(long dim, Tensor index) => Op.Tensor("index_select", this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Op.Tensor("index_add", this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Op.InPlace("index_add_", this, dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Op.Tensor("index_copy", this, dim, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Op.InPlace("index_copy_", this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Op.Tensor("index_fill.int_Scalar", this, dim, index, value);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Op.InPlace("index_fill_.int_Scalar", this, dim, index, value);

        public Tensor gather(long dim, Tensor index) => Op.Tensor("gather", this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Op.Tensor("scatter.src", this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Op.InPlace("scatter_.src", this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Op.Tensor("scatter_add", this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Op.InPlace("scatter_add_", this, dim, index, src);

        public Tensor select_scatter(Tensor src, long dim, long index) => Op.Tensor("select_scatter", this, src, dim, index);

        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            Op.Tensor("slice_scatter", this, src, dim, start, end, step);

        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Op.Tensor("diagonal_scatter", this, src, offset, dim1, dim2);

        public Tensor masked_fill(Tensor mask, Scalar value) => Op.Tensor("masked_fill.Scalar", this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Op.InPlace("masked_fill_.Scalar", this, mask, value);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Op.Tensor("masked_scatter", this, mask, value);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Op.InPlace("masked_scatter_", this, mask, value);

        public Tensor masked_select(Tensor mask) => Op.Tensor("masked_select", this, mask);

        public Tensor take(Tensor index) => Op.Tensor("take", this, index);

        public Tensor take_along_dim(Tensor indices) => Op.Tensor("take_along_dim", this, indices);

        public Tensor take_along_dim(Tensor indices, long dim) => Op.Tensor("take_along_dim", this, indices, dim);

        public Tensor where(Tensor condition, Tensor y) => Op.Tensor("where.self", condition, this, y);

        public Tensor nonzero() => Op.Tensor("nonzero", this);

        public IList<Tensor> nonzero_as_list() => Op.List("nonzero_numpy", this);

        public Tensor argwhere() => Op.Tensor("argwhere", this);
    }
}
