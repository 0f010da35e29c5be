namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // Powers, logarithms and rounding

        public Tensor abs() => Op.Tensor("abs", this);
        public Tensor abs_() => Op.InPlace("abs_", this);
        public Tensor ceil() => Op.Tensor("ceil", this);
        public Tensor ceil_() => Op.InPlace("ceil_", this);
        public Tensor conj() => Op.Tensor("conj", this);
        public Tensor conj_physical() => Op.Tensor("conj_physical", this);
        public Tensor conj_physical_() => Op.InPlace("conj_physical_", this);
        public Tensor digamma() => Op.Tensor("digamma", this);
        public Tensor digamma_() => Op.InPlace("digamma_", this);
        public Tensor erf() => Op.Tensor("erf", this);
        public Tensor erf_() => Op.InPlace("erf_", this);
        public Tensor erfc() => Op.Tensor("erfc", this);
        public Tensor erfc_() => Op.InPlace("erfc_", this);
        public Tensor erfinv() => Op.Tensor("erfinv", this);
        public Tensor erfinv_() => Op.InPlace("erfinv_", this);
        public Tensor exp() => Op.Tensor("exp", this);
        public Tensor exp2() => Op.Tensor("exp2", this);
        public Tensor exp_() => Op.InPlace("exp_", this);
        public Tensor expm1() => Op.Tensor("expm1", this);
        public Tensor expm1_() => Op.InPlace("expm1_", this);
        public Tensor floor() => Op.Tensor("floor", this);
        public Tensor floor_() => Op.InPlace("floor_", this);
        public Tensor frac() => Op.Tensor("frac", this);
        public Tensor frac_() => Op.InPlace("frac_", this);
        public Tensor i0() => Op.Tensor("i0", this);
        public Tensor lgamma() => Op.Tensor("lgamma", this);
        public Tensor lgamma_() => Op.InPlace("lgamma_", this);
        public Tensor log() => Op.Tensor("log", this);
        public Tensor log10() => Op.Tensor("log10", this);
        public Tensor log10_() => Op.InPlace("log10_", this);
        public Tensor log1p() => Op.Tensor("log1p", this);
        public Tensor log1p_() => Op.InPlace("log1p_", this);
        public Tensor log2() => Op.Tensor("log2", this);
        public Tensor log2_() => Op.InPlace("log2_", this);
        public Tensor log_() => Op.InPlace("log_", this);
        public Tensor neg() => Op.Tensor("neg", this);
        public Tensor neg_() => Op.InPlace("neg_", this);
        public Tensor positive() => Op.Tensor("positive", this);
        public Tensor reciprocal() => Op.Tensor("reciprocal", this);
        public Tensor reciprocal_() => Op.InPlace("reciprocal_", this);
        public Tensor resolve_conj() => Op.Tensor("resolve_conj", this);
        public Tensor resolve_neg() => Op.Tensor("resolve_neg", this);
        public Tensor rsqrt() => Op.Tensor("rsqrt", this);
        public Tensor rsqrt_() => Op.InPlace("rsqrt_", this);
        public Tensor sqrt() => Op.Tensor("sqrt", this);
        public Tensor sqrt_() => Op.InPlace("sqrt_", this);
        public Tensor square() => Op.Tensor("square", this);
        public Tensor trunc() => Op.Tensor("trunc", this);
        public Tensor trunc_() => Op.InPlace("trunc_", this);

        // Trigonometry

        public Tensor acos() => Op.Tensor("acos", this);
        public Tensor acos_() => Op.InPlace("acos_", this);
        public Tensor acosh() => Op.Tensor("acosh", this);
        public Tensor acosh_() => Op.InPlace("acosh_", this);
        public Tensor angle() => Op.Tensor("angle", this);
        public Tensor asin() => Op.Tensor("asin", this);
        public Tensor asin_() => Op.InPlace("asin_", this);
        public Tensor asinh() => Op.Tensor("asinh", this);
        public Tensor asinh_() => Op.InPlace("asinh_", this);
        public Tensor atan() => Op.Tensor("atan", this);
        public Tensor atan_() => Op.InPlace("atan_", this);
        public Tensor atanh() => Op.Tensor("atanh", this);
        public Tensor atanh_() => Op.InPlace("atanh_", this);
        public Tensor cos() => Op.Tensor("cos", this);
        public Tensor cos_() => Op.InPlace("cos_", this);
        public Tensor cosh() => Op.Tensor("cosh", this);
        public Tensor cosh_() => Op.InPlace("cosh_", this);
        public Tensor deg2rad() => Op.Tensor("deg2rad", this);
        public Tensor rad2deg() => Op.Tensor("rad2deg", this);
        public Tensor sin() => Op.Tensor("sin", this);
        public Tensor sin_() => Op.InPlace("sin_", this);
        public Tensor sinc() => Op.Tensor("sinc", this);
        public Tensor sinc_() => Op.InPlace("sinc_", this);
        public Tensor sinh() => Op.Tensor("sinh", this);
        public Tensor sinh_() => Op.InPlace("sinh_", this);
        public Tensor tan() => Op.Tensor("tan", this);
        public Tensor tan_() => Op.InPlace("tan_", this);
        public Tensor tanh() => Op.Tensor("tanh", this);
        public Tensor tanh_() => Op.InPlace("tanh_", this);

        // Activations

        public Tensor celu() => Op.Tensor("celu", this);
        public Tensor celu_() => Op.InPlace("celu_", this);
        public Tensor gelu() => Op.Tensor("gelu", this);
        public Tensor hardsigmoid() => Op.Tensor("hardsigmoid", this);
        public Tensor hardsigmoid_() => Op.InPlace("hardsigmoid_", this);
        public Tensor hardswish() => Op.Tensor("hardswish", this);
        public Tensor hardswish_() => Op.InPlace("hardswish_", this);
        public Tensor log_sigmoid() => Op.Tensor("log_sigmoid", this);
        public Tensor relu() => Op.Tensor("relu", this);
        public Tensor relu6() => Op.Tensor("relu6", this);
        public Tensor relu6_() => Op.InPlace("relu6_", this);
        public Tensor relu_() => Op.InPlace("relu_", this);
        public Tensor selu() => Op.Tensor("selu", this);
        public Tensor selu_() => Op.InPlace("selu_", this);
        public Tensor sigmoid() => Op.Tensor("sigmoid", this);
        public Tensor sigmoid_() => Op.InPlace("sigmoid_", this);
        public Tensor silu() => Op.Tensor("silu", this);
        public Tensor silu_() => Op.InPlace("silu_", this);

        // Tests and bits

        public Tensor bitwise_not() => Op.Tensor("bitwise_not", this);
        public Tensor bitwise_not_() => Op.InPlace("bitwise_not_", this);
        public Tensor isfinite() => Op.Tensor("isfinite", this);
        public Tensor isinf() => Op.Tensor("isinf", this);
        public Tensor isnan() => Op.Tensor("isnan", this);
        public Tensor isneginf() => Op.Tensor("isneginf", this);
        public Tensor isposinf() => Op.Tensor("isposinf", this);
        public Tensor isreal() => Op.Tensor("isreal", this);
        public Tensor logical_not() => Op.Tensor("logical_not", this);
        public Tensor logical_not_() => Op.InPlace("logical_not_", this);
        public Tensor sgn() => Op.Tensor("sgn", this);
        public Tensor sgn_() => Op.InPlace("sgn_", this);
        public Tensor sign() => Op.Tensor("sign", this);
        public Tensor sign_() => Op.InPlace("sign_", this);
        public Tensor signbit() => Op.Tensor("signbit", this);

        // Other names of the same

        public Tensor absolute() => abs();
        public Tensor absolute_() => abs_();
        public Tensor fix() => trunc();
        public Tensor fix_() => trunc_();
        public Tensor negative() => neg();
        public Tensor arccos() => acos();
        public Tensor arccos_() => acos_();
        public Tensor arccosh() => acosh();
        public Tensor arccosh_() => acosh_();
        public Tensor arcsin() => asin();
        public Tensor arcsin_() => asin_();
        public Tensor arcsinh() => asinh();
        public Tensor arcsinh_() => asinh_();
        public Tensor arctan() => atan();
        public Tensor arctan_() => atan_();
        public Tensor arctanh() => atanh();
        public Tensor arctanh_() => atanh_();
    }
}
