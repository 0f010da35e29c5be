namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Op.Tensor("cat", tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Op.Tensor("stack", tensors.ToArray(), dim);

    public static Tensor hstack(IList<Tensor> tensors) => Op.Tensor("hstack", tensors.ToArray());

    public static Tensor vstack(IList<Tensor> tensors) => Op.Tensor("vstack", tensors.ToArray());

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Op.List("broadcast_tensors", tensors);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Op.List("meshgrid.indexing", tensors.ToArray(), indexing);

    public static Tensor[] where(Tensor condition) => Op.List("where", condition);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Op.Tensor("where.self", condition, x, y);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Op.Tensor("einsum", equation, tensors);

    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2.0, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Op.Tensor("cdist", x1, x2, p, (long)compute_mode);

    public static ScalarType promote_types(ScalarType type1, ScalarType type2)
    {
        using var first = empty([0], type1);
        using var second = empty([0], type2);
        return result_type(first, second);
    }

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)Op.Scalar("result_type.Tensor", tensor1, tensor2).ToInt32();

    public static bool is_tensor(object obj) => obj is Tensor;
}
