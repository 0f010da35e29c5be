namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sub(Tensor target) => Op.Tensor("sub.Tensor", this, target);
        public Tensor sub(Scalar target) => Op.Tensor("sub.Scalar", this, target);
        public Tensor sub_(Tensor target) => Op.InPlace("sub_.Tensor", this, target);
        public Tensor sub_(Scalar target) => Op.InPlace("sub_.Scalar", this, target);
        public Tensor mul(Tensor target) => Op.Tensor("mul.Tensor", this, target);
        public Tensor mul(Scalar target) => Op.Tensor("mul.Scalar", this, target);
        public Tensor mul_(Tensor target) => Op.InPlace("mul_.Tensor", this, target);
        public Tensor mul_(Scalar target) => Op.InPlace("mul_.Scalar", this, target);
        public Tensor fmod(Tensor target) => Op.Tensor("fmod.Tensor", this, target);
        public Tensor fmod(Scalar scalar) => Op.Tensor("fmod.Scalar", this, scalar);
        public Tensor fmod_(Tensor target) => Op.InPlace("fmod_.Tensor", this, target);
        public Tensor fmod_(Scalar scalar) => Op.InPlace("fmod_.Scalar", this, scalar);
        public Tensor remainder(Tensor target) => Op.Tensor("remainder.Tensor", this, target);
        public Tensor remainder(Scalar scalar) => Op.Tensor("remainder.Scalar", this, scalar);
        public Tensor remainder_(Tensor target) => Op.InPlace("remainder_.Tensor", this, target);
        public Tensor remainder_(Scalar scalar) => Op.InPlace("remainder_.Scalar", this, scalar);
        public Tensor floor_divide(Tensor other) => Op.Tensor("floor_divide", this, other);
        public Tensor floor_divide(Scalar other) => Op.Tensor("floor_divide.Scalar", this, other);
        public Tensor floor_divide_(Tensor other) => Op.InPlace("floor_divide_.Tensor", this, other);
        public Tensor floor_divide_(Scalar other) => Op.InPlace("floor_divide_.Scalar", this, other);

        public Tensor pow(Tensor exponent) => Op.Tensor("pow.Tensor_Tensor", this, exponent);
        public Tensor pow(Scalar exponent) => Op.Tensor("pow.Tensor_Scalar", this, exponent);
        public Tensor pow_(Tensor exponent) => Op.InPlace("pow_.Tensor", this, exponent);
        public Tensor pow_(Scalar exponent) => Op.InPlace("pow_.Scalar", this, exponent);

        public Tensor atan2(Tensor other) => Op.Tensor("atan2", this, other);
        public Tensor atan2_(Tensor other) => Op.InPlace("atan2_", this, other);
        public Tensor copysign(Tensor other) => Op.Tensor("copysign.Tensor", this, other);
        public Tensor float_power(Tensor target) => Op.Tensor("float_power.Tensor_Tensor", this, target);
        public Tensor fmax(Tensor other) => Op.Tensor("fmax", this, other);
        public Tensor fmin(Tensor other) => Op.Tensor("fmin", this, other);
        public Tensor gcd(Tensor other) => Op.Tensor("gcd", this, other);
        public Tensor gcd_(Tensor other) => Op.InPlace("gcd_", this, other);
        public Tensor heaviside(Tensor other) => Op.Tensor("heaviside", this, other);
        public Tensor hypot(Tensor other) => Op.Tensor("hypot", this, other);
        public Tensor lcm(Tensor other) => Op.Tensor("lcm", this, other);
        public Tensor lcm_(Tensor other) => Op.InPlace("lcm_", this, other);
        public Tensor logaddexp(Tensor other) => Op.Tensor("logaddexp", this, other);
        public Tensor logaddexp2(Tensor other) => Op.Tensor("logaddexp2", this, other);
        public Tensor maximum(Tensor other) => Op.Tensor("maximum", this, other);
        public Tensor minimum(Tensor other) => Op.Tensor("minimum", this, other);
        public Tensor nextafter(Tensor other) => Op.Tensor("nextafter", this, other);
        public Tensor igamma(Tensor other) => Op.Tensor("igamma", this, other);
        public Tensor igammac(Tensor other) => Op.Tensor("igammac", this, other);
        public Tensor ldexp(Tensor other) => Op.Tensor("ldexp.Tensor", this, other);
        public Tensor ldexp_(Tensor other) => Op.InPlace("ldexp_", this, other);

        // Bits and truth values

        public Tensor bitwise_and(Tensor other) => Op.Tensor("bitwise_and.Tensor", this, other);
        public Tensor bitwise_and_(Tensor other) => Op.InPlace("bitwise_and_.Tensor", this, other);
        public Tensor bitwise_or(Tensor other) => Op.Tensor("bitwise_or.Tensor", this, other);
        public Tensor bitwise_or_(Tensor other) => Op.InPlace("bitwise_or_.Tensor", this, other);
        public Tensor bitwise_xor(Tensor other) => Op.Tensor("bitwise_xor.Tensor", this, other);
        public Tensor bitwise_xor_(Tensor other) => Op.InPlace("bitwise_xor_.Tensor", this, other);
        public Tensor bitwise_left_shift(Tensor other) => Op.Tensor("bitwise_left_shift.Tensor", this, other);
        public Tensor bitwise_left_shift_(Tensor other) => Op.InPlace("bitwise_left_shift_.Tensor", this, other);
        public Tensor bitwise_right_shift(Tensor other) => Op.Tensor("bitwise_right_shift.Tensor", this, other);
        public Tensor bitwise_right_shift_(Tensor other) => Op.InPlace("bitwise_right_shift_.Tensor", this, other);
        public Tensor logical_and(Tensor other) => Op.Tensor("logical_and", this, other);
        public Tensor logical_and_(Tensor other) => Op.InPlace("logical_and_", this, other);
        public Tensor logical_or(Tensor other) => Op.Tensor("logical_or", this, other);
        public Tensor logical_or_(Tensor other) => Op.InPlace("logical_or_", this, other);
        public Tensor logical_xor(Tensor other) => Op.Tensor("logical_xor", this, other);
        public Tensor logical_xor_(Tensor other) => Op.InPlace("logical_xor_", this, other);

        // Comparisons

        public Tensor eq(Tensor target) => Op.Tensor("eq.Tensor", this, target);
        public Tensor eq(Scalar target) => Op.Tensor("eq.Scalar", this, target);
        public Tensor eq_(Tensor target) => Op.InPlace("eq_.Tensor", this, target);
        public Tensor eq_(Scalar target) => Op.InPlace("eq_.Scalar", this, target);
        public Tensor ne(Tensor target) => Op.Tensor("ne.Tensor", this, target);
        public Tensor ne(Scalar target) => Op.Tensor("ne.Scalar", this, target);
        public Tensor ne_(Tensor target) => Op.InPlace("ne_.Tensor", this, target);
        public Tensor ne_(Scalar target) => Op.InPlace("ne_.Scalar", this, target);
        public Tensor lt(Tensor target) => Op.Tensor("lt.Tensor", this, target);
        public Tensor lt(Scalar target) => Op.Tensor("lt.Scalar", this, target);
        public Tensor lt_(Tensor target) => Op.InPlace("lt_.Tensor", this, target);
        public Tensor lt_(Scalar target) => Op.InPlace("lt_.Scalar", this, target);
        public Tensor le(Tensor target) => Op.Tensor("le.Tensor", this, target);
        public Tensor le(Scalar target) => Op.Tensor("le.Scalar", this, target);
        public Tensor le_(Tensor target) => Op.InPlace("le_.Tensor", this, target);
        public Tensor le_(Scalar target) => Op.InPlace("le_.Scalar", this, target);
        public Tensor gt(Tensor target) => Op.Tensor("gt.Tensor", this, target);
        public Tensor gt(Scalar target) => Op.Tensor("gt.Scalar", this, target);
        public Tensor gt_(Tensor target) => Op.InPlace("gt_.Tensor", this, target);
        public Tensor gt_(Scalar target) => Op.InPlace("gt_.Scalar", this, target);
        public Tensor ge(Tensor target) => Op.Tensor("ge.Tensor", this, target);
        public Tensor ge(Scalar target) => Op.Tensor("ge.Scalar", this, target);
        public Tensor ge_(Tensor target) => Op.InPlace("ge_.Tensor", this, target);
        public Tensor ge_(Scalar target) => Op.InPlace("ge_.Scalar", this, target);

        public Tensor equal(Tensor target) => eq(target);
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor not_equal_(Tensor target) => ne_(target);
        public Tensor less(Tensor target) => lt(target);
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor less_equal_(Tensor target) => le_(target);
        public Tensor greater(Tensor target) => gt(target);
        public Tensor greater_equal(Tensor target) => ge(target);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Op.Bool("allclose", this, target, rtol, atol, equal_nan);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Op.Tensor("isclose", this, other, rtol, atol, nanEqual);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Op.Tensor("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);
    }
}
