namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The transpose of a matrix.</summary>
        public Tensor T => Op.Tensor("numpy_T", this);

        public Tensor mT => Op.Tensor("mT", this);

        public Tensor H => Op.Tensor("matrix_H", this);

        public Tensor mH => Op.Tensor("mH", this);

        public Tensor view(params long[] shape) => Op.Tensor("view", this, shape);
        public Tensor view_as(Tensor other) => Op.Tensor("view_as", this, other);
        public Tensor reshape(params long[] shape) => Op.Tensor("reshape", this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Op.Tensor("flatten.using_ints", this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) => view([.. shape[..(int)Wrap(dim)], .. sizes, .. shape[((int)Wrap(dim) + 1)..]]);
        public Tensor ravel() => Op.Tensor("ravel", this);
        public Tensor squeeze(long? dim = null) => dim is { } d ? Op.Tensor("squeeze.dim", this, d) : Op.Tensor("squeeze", this);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? Op.InPlace("squeeze_.dim", this, d) : Op.InPlace("squeeze_", this);
        public Tensor unsqueeze(long dim) => Op.Tensor("unsqueeze", this, dim);
        public Tensor unsqueeze_(long dim) => Op.InPlace("unsqueeze_", this, dim);
        public Tensor permute(params long[] permutation) => Op.Tensor("permute", this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor transpose(long dim0, long dim1) => Op.Tensor("transpose.int", this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => Op.InPlace("transpose_", this, dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor t() => Op.Tensor("t", this);
        public Tensor adjoint() => Op.Tensor("adjoint", this);
        public Tensor movedim(long[] source, long[] destination) => Op.Tensor("movedim.intlist", this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor expand(params long[] sizes) => Op.Tensor("expand", this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Op.Tensor("expand", this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Op.Tensor("expand", this, sizes.ToArray(), isImplicit);
        public Tensor expand_as(Tensor other) => Op.Tensor("expand_as", this, other);
        public Tensor broadcast_to(params long[] shape) => Op.Tensor("broadcast_to", this, shape);
        public Tensor repeat(params long[] sizes) => Op.Tensor("repeat", this, sizes);
        public Tensor tile(long[] reps) => Op.Tensor("tile", this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Op.Tensor("repeat_interleave.self_int", this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Op.Tensor("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        public Tensor[] split(long size, int dim = 0) => Op.List("split.Tensor", this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => Op.List("split_with_sizes", this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);
        public Tensor[] split(params long[] sizes) => split(sizes, 0L);
        public Tensor[] tensor_split(long size, long dim = 0) => Op.List("tensor_split.sections", this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Op.List("tensor_split.indices", this, sizes, dim);
        public Tensor[] tensor_split(Tensor indices, long dim = 0) => Op.List("tensor_split.tensor_indices_or_sections", this, indices, dim);
        public Tensor[] chunk(long chunks, long dim = 0) => Op.List("chunk", this, chunks, dim);
        public Tensor[] unbind(long dimension = 0) => Op.List("unbind.int", this, dimension);
        public Tensor unfold(long dimension, long size, long step) => Op.Tensor("unfold", this, dimension, size, step);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Op.Tensor("as_strided", this, size, strides, storageOffset);

        public Tensor flip(params long[] dims) => Op.Tensor("flip", this, dims);
        public Tensor fliplr() => Op.Tensor("fliplr", this);
        public Tensor flipud() => Op.Tensor("flipud", this);
        public Tensor rot90(long k = 1, (long, long)? dims = null) => Op.Tensor("rot90", this, k, dims is var (a, b) ? new[] { a, b } : [0, 1]);
        public Tensor roll(long shifts, long? dims = null) => Op.Tensor("roll", this, new[] { shifts }, dims is { } d ? new[] { d } : Array.Empty<long>());
        public Tensor roll(long[] shifts) => Op.Tensor("roll", this, shifts);
        public Tensor roll(long[] shifts, long[] dims) => Op.Tensor("roll", this, shifts, dims);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => roll(shifts.ToArray(), dims.ToArray());
        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);

        public Tensor diag(long diagonal = 0) => Op.Tensor("diag", this, diagonal);
        public Tensor diagflat(long offset = 0) => Op.Tensor("diagflat", this, offset);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Op.Tensor("diag_embed", this, offset, dim1, dim2);
        public Tensor tril(long diagonal = 0) => Op.Tensor("tril", this, diagonal);
        public Tensor tril_(long diagonal = 0) => Op.InPlace("tril_", this, diagonal);
        public Tensor triu(long diagonal = 0) => Op.Tensor("triu", this, diagonal);
        public Tensor triu_(long diagonal = 0) => Op.InPlace("triu_", this, diagonal);
        public Tensor atleast_1d() => Op.Tensor("atleast_1d", this);
        public Tensor atleast_2d() => Op.Tensor("atleast_2d", this);
        public Tensor atleast_3d() => Op.Tensor("atleast_3d", this);

        public Tensor alias() => Op.Tensor("alias", this);
        public Tensor clone() => Op.Tensor("clone", this);
        public Tensor contiguous() => Op.Tensor("contiguous", this);
        public Tensor detach() => Op.Tensor("detach", this);
        public Tensor detach_() => Op.InPlace("detach_", this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Op.InPlace("copy_", this, source, nonBlocking);
        public Tensor set_(Tensor source) => Op.InPlace("set_.source_Tensor", this, source);
        public Tensor fill_(Scalar value) => Op.InPlace("fill_.Scalar", this, value);
        public Tensor zero_() => Op.InPlace("zero_", this);

        private long Wrap(long dim) => dim < 0 ? dim + ndim : dim;
    }
}
