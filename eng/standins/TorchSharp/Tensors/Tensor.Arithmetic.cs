namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Op.Tensor("add.Tensor", this, target);
        public Tensor add(Tensor target, Scalar alpha) => Op.Tensor("add.Tensor", this, target, alpha);
        public Tensor add(Scalar scalar) => Op.Tensor("add.Scalar", this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => Op.Tensor("add.Scalar", this, scalar, alpha);
        public Tensor add_(Tensor target) => Op.InPlace("add_.Tensor", this, target);
        public Tensor add_(Tensor target, Scalar alpha) => Op.InPlace("add_.Tensor", this, target, alpha);
        public Tensor add_(Scalar scalar) => Op.InPlace("add_.Scalar", this, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => Op.InPlace("add_.Scalar", this, scalar, alpha);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.Tensor("div.Tensor_mode", this, target, Mode(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.Tensor("div.Scalar_mode", this, target, Mode(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.InPlace("div_.Tensor_mode", this, target, Mode(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.InPlace("div_.Scalar_mode", this, target, Mode(rounding_mode));

        private static Argument Mode(RoundingMode mode) => mode == RoundingMode.None ? Argument.None : mode.ToString();

        // Other names of the same

        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor true_divide(Tensor other) => div(other);
        public Tensor true_divide(Scalar other) => div(other);
        public Tensor true_divide_(Tensor other) => div_(other);
        public Tensor true_divide_(Scalar other) => div_(other);

        // Of three tensors

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Tensor("addcmul", this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Op.InPlace("addcmul_", this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Op.Tensor("addcdiv", this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Tensor("addcdiv", this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Op.InPlace("addcdiv_", this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Op.InPlace("addcdiv_", this, tensor1, tensor2, value);
        public Tensor lerp(Tensor end, Tensor weight) => Op.Tensor("lerp.Tensor", this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => Op.InPlace("lerp_.Tensor", this, end, weight);

        // Within limits

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Op.Tensor("clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Op.Tensor("clamp.Tensor", this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Op.InPlace("clamp_", this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Op.InPlace("clamp_.Tensor", this, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_max(Scalar max) => Op.Tensor("clamp_max", this, max);
        public Tensor clamp_max_(Scalar max) => Op.InPlace("clamp_max_", this, max);
        public Tensor clamp_min(Scalar min) => Op.Tensor("clamp_min", this, min);
        public Tensor clamp_min_(Scalar min) => Op.InPlace("clamp_min_", this, min);
        public Tensor hardtanh(Scalar min, Scalar max) => Op.Tensor("hardtanh", this, min, max);
        public Tensor hardtanh_(Scalar min, Scalar max) => Op.InPlace("hardtanh_", this, min, max);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Op.Tensor("nan_to_num", this, nan, posinf, neginf);

        // With a number

        public Tensor round(long decimals = 0) => Op.Tensor("round.decimals", this, decimals);
        public Tensor round_(long decimals = 0) => Op.InPlace("round_.decimals", this, decimals);
        public Tensor logit(double? eps = null) => Op.Tensor("logit", this, eps);
        public Tensor polygamma(long p) => Op.Tensor("polygamma", p, this);
        public Tensor mvlgamma(long p) => Op.Tensor("mvlgamma", this, p);
        public Tensor leaky_relu(Scalar negative_slope) => Op.Tensor("leaky_relu", this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => Op.InPlace("leaky_relu_", this, negative_slope);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Op.Tensor("elu", this, alpha, scale, input_scale);
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Op.InPlace("elu_", this, alpha, scale, input_scale);
        public Tensor prelu(Tensor target) => Op.Tensor("prelu", this, target);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.Tensor("softmax.int", this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.Tensor("log_softmax.int", this, dim, dtype);
        public Tensor xlogy(Tensor y) => Op.Tensor("xlogy.Tensor", this, y);
        public Tensor xlogy(Scalar y) => Op.Tensor("xlogy.Scalar_Other", this, y);
        public Tensor xlogy_(Tensor y) => Op.InPlace("xlogy_.Tensor", this, y);
        public Tensor xlogy_(Scalar y) => Op.InPlace("xlogy_.Scalar_Other", this, y);
    }
}
