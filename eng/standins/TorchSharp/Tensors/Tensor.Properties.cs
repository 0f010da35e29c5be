namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private TensorInfo Info
        {
            get
            {
                TensorInfo info;
                Library.Check(Library.al_info(Handle, &info));
                return info;
            }
        }

        private bool Has(TensorFlag flag)
        {
            Library.Check(Library.al_flag(Handle, flag, out int value));
            return value != 0;
        }

        public long Dimensions => Info.Dimensions;

        public long dim() => Info.Dimensions;

        public long ndim => Info.Dimensions;

        public long NumberOfElements => Info.Elements;

        public long numel() => Info.Elements;

        public long ElementSize => Info.ElementSize;

        public long element_size() => Info.ElementSize;

        public ScalarType dtype => (ScalarType)Info.Type;

        public Device device => new(device_type, device_index);

        public DeviceType device_type => (DeviceType)Info.Device;

        public int device_index => Info.DeviceIndex;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_meta => Has(TensorFlag.Meta);

        public bool is_sparse => Has(TensorFlag.Sparse);

        public bool is_leaf => Has(TensorFlag.Leaf);

        public bool is_pinned() => Has(TensorFlag.Pinned);

        public bool is_conj() => Has(TensorFlag.Conjugate);

        public bool is_neg() => Has(TensorFlag.Negative);

        public bool is_contiguous() => Info.Contiguous != 0;

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_nonzero() => Op.Bool("is_nonzero", this);

        public long storage_offset() => Info.Offset;

        public long[] shape
        {
            get
            {
                var sizes = new long[Info.Dimensions];
                fixed (long* target = sizes) Library.Check(Library.al_sizes(Handle, target));
                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim) => At(shape, dim);

        public long[] stride()
        {
            var strides = new long[Info.Dimensions];
            fixed (long* target = strides) Library.Check(Library.al_strides(Handle, target));
            return strides;
        }

        public long stride(int dim) => At(stride(), dim);

        private static long At(long[] values, int dim) => values[dim < 0 ? dim + values.Length : dim];

        public bool requires_grad
        {
            get => Has(TensorFlag.RequiresGrad);
            set => Library.Check(Library.al_set_requires_grad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>The gradient, or null. Every read makes a new managed tensor over the same gradient.</summary>
        public Tensor? grad
        {
            get
            {
                Library.Check(Library.al_grad(Handle, out nint grad));
                return grad == 0 ? null : new(grad);
            }
            set => Library.Check(Library.al_set_grad(Handle, value is null ? 0 : value.Handle));
        }

        public void retain_grad() => Library.Check(Library.al_retain_grad(Handle));

        public void backward() => autograd.backward([this]);

        /// <remarks>The second parameter is <c>retain_graph</c>: TorchSharp 0.102.7 names the two the wrong way round. Pass them by position.</remarks>
        public void backward(IList<Tensor>? grad_tensors = null, bool create_graph = false, bool retain_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, create_graph, retain_graph, inputs);

        /// <summary>A second managed owner of the same tensor, its place in the graph included.</summary>
        internal Tensor Share()
        {
            Library.Check(Library.al_share(Handle, out nint result));
            return new(result);
        }
    }
}
