namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Op.Tensor("matmul", this, target);
        public Tensor mm(Tensor target) => Op.Tensor("mm", this, target);
        public Tensor mv(Tensor target) => Op.Tensor("mv", this, target);
        public Tensor bmm(Tensor batch2) => Op.Tensor("bmm", this, batch2);
        public Tensor dot(Tensor target) => Op.Tensor("dot", this, target);
        public Tensor vdot(Tensor target) => Op.Tensor("vdot", this, target);
        public Tensor inner(Tensor vec2) => Op.Tensor("inner", this, vec2);
        public Tensor outer(Tensor vec2) => Op.Tensor("outer", this, vec2);
        public Tensor ger(Tensor vec2) => Op.Tensor("ger", this, vec2);
        public Tensor kron(Tensor other) => Op.Tensor("kron", this, other);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Op.Tensor("addmm", this, mat1, mat2, beta, alpha);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Op.InPlace("addmm_", this, mat1, mat2, beta, alpha);
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) => Op.Tensor("addmv", this, mat, vec, beta, alpha);
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1.0f, float alpha = 1.0f) => Op.InPlace("addmv_", this, mat, vec, beta, alpha);
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Op.Tensor("addr", this, vec1, vec2, beta, alpha);
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Op.InPlace("addr_", this, vec1, vec2, beta, alpha);
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.Tensor("addbmm", this, batch1, batch2, beta, alpha);
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.InPlace("addbmm_", this, batch1, batch2, beta, alpha);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.Tensor("baddbmm", this, batch1, batch2, beta, alpha);
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Op.Tensor("tensordot", this, b, dims1, dims2);
        public Tensor trace() => Op.Tensor("trace", this);
        public Tensor det() => Op.Tensor("det", this);
        public Tensor logdet() => Op.Tensor("logdet", this);
        public Tensor inverse() => Op.Tensor("inverse", this);
        public Tensor matrix_exp() => Op.Tensor("matrix_exp", this);
        public Tensor matrix_power(int n) => Op.Tensor("matrix_power", this, n);
        public Tensor cholesky(bool upper = false) => Op.Tensor("cholesky", this, upper);
        public Tensor cholesky_inverse(bool upper = false) => Op.Tensor("cholesky_inverse", this, upper);
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Op.Tensor("cholesky_solve", this, input2, upper);
        public Tensor corrcoef() => Op.Tensor("corrcoef", this);
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => Op.Tensor("cov", this, correction, fweights, aweights);
    }
}
