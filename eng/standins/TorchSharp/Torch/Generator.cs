namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers.</summary>
    public class Generator : IDisposable
    {
        private static readonly Lazy<Generator> s_default = new(() => new(Library.al_default_generator(), CPU));
        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            Library.Check(Library.al_generator(seed, (int)this.device.type, this.device.index, out _handle));
        }

        private Generator(nint handle, Device device)
        {
            _handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(false);

        public static Generator Default => s_default.Value;

        public IntPtr Handle => _handle;

        public Device device { get; }

        public long initial_seed() => Library.al_generator_seed(_handle);

        public Generator manual_seed(long seed)
        {
            Library.Check(Library.al_set_generator_seed(_handle, (ulong)seed));
            return this;
        }

        public long seed()
        {
            Library.Check(Library.al_reseed_generator(_handle, out long seed));
            return seed;
        }

        public Tensor get_state()
        {
            Library.Check(Library.al_generator_state(_handle, out nint state));
            return new(state);
        }

        public void set_state(Tensor value) => Library.Check(Library.al_set_generator_state(_handle, value.Handle));

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            Library.al_free_generator(_handle);
            _handle = 0;
        }
    }

    public static Generator manual_seed(long seed)
    {
        Library.Check(Library.al_manual_seed((ulong)seed));
        return Generator.Default;
    }

    public static long initial_seed() => Generator.Default.initial_seed();

    public static long seed() => Generator.Default.seed();

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed() => torch.initial_seed();

        public static long seed() => torch.seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
