using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>Scales the gradients so that their norm is at most <paramref name="max_norm"/>, and returns the norm they had.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                Tensor[] gradients = [.. tensors.Select(tensor => tensor.grad).OfType<Tensor>()];
                if (gradients.Length == 0) return 0;
                using var norms = stack(gradients.Select(gradient => Op.Tensor("norm.Scalar", gradient, norm_type)));
                double total = Op.Tensor("norm.Scalar", norms, norm_type).ToDouble();
                double scale = max_norm / (total + 1e-6);
                if (scale < 1) Op.Run("_foreach_mul_.Scalar", gradients, scale);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var noGrad = no_grad();
                foreach (var tensor in tensors)
                {
                    using var gradient = tensor.grad;
                    gradient?.clamp_((Scalar)(-clip_value), (Scalar)clip_value);
                }
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(tensor => tensor.view(-1))]).MoveToOuterDisposeScope();
            }

            /// <summary>Copies the parts of a vector into parameters, one after the other.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var noGrad = no_grad();
                long start = 0;
                foreach (var tensor in tensors)
                {
                    using var scope = NewDisposeScope();
                    tensor.copy_(vec.narrow(0, start, tensor.numel()).view_as(tensor));
                    start += tensor.numel();
                }
            }
        }
    }
}
