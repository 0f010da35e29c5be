namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor in PyTorch's own format.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public void save(string location) => Library.Check(Library.al_save(Handle, location));

        public static Tensor load(string location)
        {
            Library.Check(Library.al_load(location, out nint result));
            return new(result);
        }

        /// <summary>Reads a tensor in TorchSharp's own format.</summary>
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }
    }
}
