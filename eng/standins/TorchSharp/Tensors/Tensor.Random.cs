namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor uniform_(double from, double to, Generator? generator = null) => Op.InPlace("uniform_", this, from, to, generator);
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Op.InPlace("normal_", this, mean, std, generator);
        public Tensor log_normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Op.InPlace("log_normal_", this, mean, std, generator);
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Op.InPlace("exponential_", this, lambda, generator);
        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null) => Op.InPlace("cauchy_", this, median, sigma, generator);
        public Tensor geometric_(double p, Generator? generator = null) => Op.InPlace("geometric_", this, p, generator);
        public Tensor random_(double from, double to, Generator? generator = null) => Op.InPlace("random_.from", this, (long)from, (long)to, generator);
        public Tensor bernoulli(Generator? generator = null) => Op.Tensor("bernoulli", this, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Op.InPlace("bernoulli_.float", this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Op.InPlace("bernoulli_.Tensor", this, p, generator);
        public Tensor poisson(Generator? generator = null) => Op.Tensor("poisson", this, generator);
        public Tensor binomial(Tensor prob, Generator? generator = null) => Op.Tensor("binomial", this, prob, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Op.Tensor("multinomial", this, num_samples, replacement, generator);

        // Of the same shape, and unless told otherwise the same type and place

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like("empty_like", dtype, device, requires_grad);
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like("zeros_like", dtype, device, requires_grad);
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like("ones_like", dtype, device, requires_grad);
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like("rand_like", dtype, device, requires_grad);
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like("randn_like", dtype, device, requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.Tensor("full_like", this, value, dtype, Argument.None, device).requires_grad_(requires_grad);

        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.Tensor("randint_like.low_dtype", this, low, high, dtype, Argument.None, device).requires_grad_(requires_grad);

        private Tensor Like(string name, ScalarType? dtype, Device? device, bool requiresGrad) =>
            Op.Tensor(name, this, dtype, Argument.None, device).requires_grad_(requiresGrad);

        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => New("new_empty", size, dtype, device, requires_grad);
        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => New("new_empty", [size], dtype, device, requires_grad);
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => New("new_zeros", size, dtype, device, requires_grad);
        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => New("new_zeros", [size], dtype, device, requires_grad);
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => New("new_ones", [size], dtype, device, requires_grad);

        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.Tensor("new_full", this, size, value, dtype, Argument.None, device).requires_grad_(requires_grad);

        private Tensor New(string name, long[] size, ScalarType? dtype, Device? device, bool requiresGrad) =>
            Op.Tensor(name, this, size, dtype, Argument.None, device).requires_grad_(requiresGrad);
    }
}
