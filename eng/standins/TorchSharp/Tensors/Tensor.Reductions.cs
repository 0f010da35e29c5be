namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Op.Tensor("sum", this, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Op.Tensor("sum.dim_IntList", this, dim, keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);
        public Tensor nansum() => Op.Tensor("nansum", this);

        public Tensor mean() => Op.Tensor("mean", this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Op.Tensor("mean.dim", this, dimensions, keepdim, type);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Op.Tensor("nanmean", this, dim is { } d ? new long[] { d } : null, keepdim, dtype);

        public Tensor median() => Op.Tensor("median", this);
        public Tensor nanmedian() => Op.Tensor("nanmedian", this);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Op.Tensor("quantile", this, q, dim, keepdim);
        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Op.Tensor("nanquantile", this, q, dim, keepdim);

        public Tensor prod(ScalarType? type = null) => Op.Tensor("prod", this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Op.Tensor("prod.dim_int", this, dim, keepdim, type);

        public Tensor std(bool unbiased = true) => Op.Tensor("std", this, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Op.Tensor("std.dim", As(type), dimensions, unbiased, keepdim);

        public Tensor var(bool unbiased = true) => Op.Tensor("var", this, unbiased);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Op.Tensor("var.dim", As(type), dimensions, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Op.Pair("std_mean", this, unbiased);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Op.Pair("std_mean.dim", As(type), dimensions, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Op.Pair("var_mean", this, unbiased);

        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Op.Pair("var_mean.dim", As(type), dimensions, unbiased, keepdim);

        private Tensor As(ScalarType? type) => type is { } t ? to(t) : this;

        public Tensor norm(float p = 2.0f) => Op.Tensor("norm.Scalar", this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Op.Tensor("norm.ScalarOpt_dim", this, p, new long[] { dim }, keepdim);

        public Tensor dist(Tensor other, float p = 2.0f) => Op.Tensor("dist", this, other, p);
        public Tensor renorm(float p, long dim, float maxnorm) => Op.Tensor("renorm", this, p, dim, maxnorm);

        public Tensor max() => Op.Tensor("max", this);
        public Tensor max(Tensor other) => Op.Tensor("maximum", this, other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Op.Pair("max.dim", this, dim, keepdim);
        public Tensor min() => Op.Tensor("min", this);
        public Tensor min(Tensor other) => Op.Tensor("minimum", this, other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Op.Pair("min.dim", this, dim, keepdim);
        public Tensor amax(params long[] dims) => Op.Tensor("amax", this, dims);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Extreme("amax", dims, keepdim, @out);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Extreme("amax", dims.ToArray(), keepdim, @out);
        public Tensor amin(params long[] dims) => Op.Tensor("amin", this, dims);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Extreme("amin", dims, keepdim, @out);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Extreme("amin", dims.ToArray(), keepdim, @out);

        private Tensor Extreme(string name, long[] dims, bool keepdim, Tensor? result)
        {
            if (result is null) return Op.Tensor(name, this, dims, keepdim);
            Op.Run(name + ".out", this, dims, keepdim, result);
            return result;
        }

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Op.Pair("aminmax", this, dim, keepdim);
        public Tensor argmax() => Op.Tensor("argmax", this);
        public Tensor argmax(long dim, bool keepdim = false) => Op.Tensor("argmax", this, dim, keepdim);
        public Tensor argmin() => Op.Tensor("argmin", this);
        public Tensor argmin(long dim, bool keepdim = false) => Op.Tensor("argmin", this, dim, keepdim);

        public Tensor all() => Op.Tensor("all", this);
        public Tensor all(long dim, bool keepdim = false) => Op.Tensor("all.dim", this, dim, keepdim);
        public Tensor any() => Op.Tensor("any", this);
        public Tensor any(long dim, bool keepdim = false) => Op.Tensor("any.dim", this, dim, keepdim);
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Op.Tensor("count_nonzero", this) : Op.Tensor("count_nonzero.dim_IntList", this, dims);
        public Tensor logsumexp(long dim, bool keepdim = false) => Op.Tensor("logsumexp", this, new[] { dim }, keepdim);

        // Along a dimension

        public Tensor cumsum(long dim, ScalarType? type = null) => Op.Tensor("cumsum", this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => Op.Tensor("cumprod", this, dim, type);
        public (Tensor values, Tensor indexes) cummax(long dim) => Op.Pair("cummax", this, dim);
        public (Tensor values, Tensor indexes) cummin(long dim) => Op.Pair("cummin", this, dim);
        public Tensor logcumsumexp(long dim) => Op.Tensor("logcumsumexp", this, dim);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Op.Tensor("diff", this, n, dim, prepend, append);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Op.Pair("sort.stable", this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => Op.Tensor("argsort", this, dim, descending);
        public Tensor msort() => Op.Tensor("msort", this);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Op.Pair("topk", this, k, dim, largest, sorted);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Op.Pair("kthvalue", this, k, dim ?? -1, keepdim);
        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Op.Pair("mode", this, dim, keepdim);

        // Of values

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } d
                ? Op.Triple("unique_dim", this, d, sorted, return_inverse, return_counts)
                : Op.Triple("_unique2", this, sorted, return_inverse, return_counts);
            return (output, inverse, counts);
        }

        public Tensor bincount(Tensor? weights, long minlength = 0) => Op.Tensor("bincount", this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Op.Tensor("histc", this, bins, min, max);
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Op.Tensor("bucketize.Tensor", this, boundaries, outInt32, right);
    }
}
