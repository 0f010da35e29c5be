namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Op.Tensor("cat", tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Op.Tensor("stack", tensors.ToArray(), dim);

    public static Tensor hstack(IList<Tensor> tensors) => Op.Tensor("hstack", tensors.ToArray());

    public static Tensor vstack(IList<Tensor> tensors) => Op.Tensor("vstack", tensors.ToArray());

    public static Tensor hstack(params Tensor[] tensors) => Op.Tensor("hstack", tensors);

    public static Tensor hstack(IEnumerable<Tensor> tensors) => Op.Tensor("hstack", tensors.ToArray());

    public static Tensor dstack(params Tensor[] tensors) => Op.Tensor("dstack", tensors);

    public static Tensor dstack(IList<Tensor> tensors) => Op.Tensor("dstack", tensors.ToArray());

    public static Tensor block_diag(params Tensor[] tensors) => Op.Tensor("block_diag", tensors);

    public static Tensor[] unbind(Tensor tensor, int dim = 0) => tensor.unbind(dim);

    public static Tensor movedim(Tensor input, long source, long destination) => input.movedim([source], [destination]);

    public static Tensor moveaxis(Tensor input, long source, long destination) => input.movedim([source], [destination]);

    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Op.Tensor("tril_indices", row, col, offset, dtype, Argument.None, InitializeDevice(device));

    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Op.Tensor("triu_indices", row, col, offset, dtype, Argument.None, InitializeDevice(device));

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Op.List("broadcast_tensors", tensors);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Op.List("meshgrid.indexing", tensors.ToArray(), indexing);

    public static Tensor[] where(Tensor condition) => Op.List("where", condition);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Op.Tensor("where.self", condition, x, y);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Op.Tensor("einsum", equation, tensors);

    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2.0, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Op.Tensor("cdist", x1, x2, p, (long)compute_mode);

    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2)
    {
        long rank = a.ndim;
        return a.tensordot(b, [.. Enumerable.Range(0, (int)dims).Select(i => rank - dims + i)], [.. Enumerable.Range(0, (int)dims).Select(i => (long)i)]);
    }

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor norm(Tensor input) => input.norm();

    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amax(dims, keepdim, @out);

    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amin(dims, keepdim, @out);

    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique(sorted, return_inverse, return_counts, dim);

    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        Op.Tensor("searchsorted.Tensor", sorted_sequence, values, out_int32, right, Argument.None, sorter);

    public static ScalarType promote_types(ScalarType type1, ScalarType type2)
    {
        using var first = empty([0], type1);
        using var second = empty([0], type2);
        return result_type(first, second);
    }

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)Op.Scalar("result_type.Tensor", tensor1, tensor2).ToInt32();

    public static bool is_tensor(object obj) => obj is Tensor;
}
