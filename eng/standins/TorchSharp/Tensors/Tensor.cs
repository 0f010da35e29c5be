namespace TorchSharp;

public static partial class torch
{
    /// <summary>A PyTorch tensor: one owned reference to libtorch's object.</summary>
    public partial class Tensor : IDisposable
    {
        private static long s_total;
        private static long s_peak;

        private nint _handle;

        internal Tensor(nint handle)
        {
            _handle = handle;
            long total = Interlocked.Increment(ref s_total);
            if (total > s_peak) s_peak = total;
            OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => s_total;

        public static long PeakCount => s_peak;

        /// <exception cref="InvalidOperationException">The tensor is disposed.</exception>
        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => _handle == 0;

        public string? name { get; set; }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Takes ownership of a handle.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Gives up ownership of the handle, which the caller must free.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            nint handle = Handle;
            Interlocked.Decrement(ref s_total);
            _handle = 0;
            return handle;
        }

        /// <summary>Hands the reference to another managed tensor and leaves this one invalid.</summary>
        internal nint MoveHandle()
        {
            nint handle = _handle;
            _handle = 0;
            return handle;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null) other?.Attach(this);
            else OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            // The finalizer runs on a thread of its own, and a scope belongs to its thread; a scope keeps its tensors alive anyway.
            if (disposing) OwningDisposeScope?.MarkAsDisposed(this);
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return;
            Interlocked.Decrement(ref s_total);
            Library.al_free(handle);
        }

        /// <summary>Whether two managed tensors have equal shape and contents.</summary>
        public override bool Equals(object? obj) => obj is Tensor other && (ReferenceEquals(this, other) || Op.Bool("equal", this, other));

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
