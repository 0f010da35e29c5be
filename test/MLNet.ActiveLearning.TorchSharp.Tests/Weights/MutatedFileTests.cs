using System.Diagnostics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Weights;

/// <summary>A thousand damaged files of each format: each is read or refused, soon, and with the documented exception.</summary>
[TestClass]
public sealed class MutatedFileTests
{
    private const int Files = 1000;

    [DataTestMethod]
    [DataRow("checkpoint.pth")]
    [DataRow("checkpoint-legacy.pth")]
    [DataRow("types.safetensors")]
    public void Mutated_files_are_read_or_refused(string name)
    {
        byte[] original = name.EndsWith(".safetensors", StringComparison.Ordinal) ? CreateSafetensors() : WeightFiles.Read(name);
        int refused = 0;
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < Files; i++)
        {
            byte[] bytes = Mutate(original, SeededRandom.Derive((ulong)i, name));
            try
            {
                using var stream = new MemoryStream(bytes);
                WeightFileContent content = WeightFile.Read(stream);
                Assert.IsTrue(content.Tensors.Sum(t => (long)t.Data.Length) <= 20L * original.Length, $"file {i}");
                _ = content.Tensors.Sum(t => t.ToSingles().Length);
            }
            catch (InvalidDataException e)
            {
                Assert.IsTrue(e.Message.Length > 10, $"file {i}");
                refused++;
            }
        }

        Assert.IsTrue(refused > Files / 2, $"{refused} refused");
        Assert.IsTrue(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "it took too long");
    }

    [DataTestMethod]
    [DataRow("checkpoint.pth")]
    [DataRow("checkpoint-legacy.pth")]
    [DataRow("types.safetensors")]
    public void A_file_cut_short_anywhere_is_refused(string name)
    {
        byte[] original = name.EndsWith(".safetensors", StringComparison.Ordinal) ? CreateSafetensors() : WeightFiles.Read(name);
        for (int length = 0; length < original.Length; length += 7)
        {
            using var stream = new MemoryStream(original[..length]);
            Assert.ThrowsException<InvalidDataException>(() => WeightFile.Read(stream), $"{length} of {original.Length} bytes");
        }
    }

    private static byte[] CreateSafetensors()
    {
        PretrainedWeights weights = PretrainedWeights.Load(WeightFiles.GetPath("types.pth"));
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, weights.Tensors, new Dictionary<string, string> { ["architecture"] = "resnet18" });
        return stream.ToArray();
    }

    // Bytes changed, half of them in the first quarter where the structure is; bits flipped; parts cut out, doubled and swapped.
    private static byte[] Mutate(byte[] original, SeededRandom random)
    {
        List<byte> bytes = [.. original];
        int changes = 1 + random.NextInt32(8);
        for (int i = 0; i < changes; i++)
        {
            int place = random.NextInt32(random.NextInt32(2) == 0 ? bytes.Count : Math.Max(1, bytes.Count / 4));
            int length = Math.Min(random.NextInt32(40), bytes.Count - place - 1);
            switch (random.NextInt32(6))
            {
                case 0: bytes[place] = (byte)random.NextInt32(256); break;
                case 1: bytes[place] ^= (byte)(1 << random.NextInt32(8)); break;
                case 2: bytes[place] = new byte[] { 0, 0x7F, 0x80, 0xFF }[random.NextInt32(4)]; break;
                case 3: bytes.RemoveRange(place, length); break;
                case 4: bytes.InsertRange(place, bytes.GetRange(random.NextInt32(bytes.Count - length), length)); break;
                default: bytes[place] = bytes[random.NextInt32(bytes.Count)]; break;
            }
        }

        return [.. bytes];
    }
}
