using System.IO.Compression;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Files of torch.save are read as PyTorch would read them, and nothing in them is executed.</summary>
[TestClass]
public sealed class PyTorchFileTests
{
    [DataTestMethod]
    [DataRow("types.pth")]
    [DataRow("types-legacy.pth")]
    public void All_types_and_layouts_are_read(string file)
    {
        PretrainedWeights weights = PretrainedWeights.Load(WeightFiles.GetPath(file));
        float[] numbers = [-1.5f, 0.25f, 3, 100, -7, 0];
        foreach (string name in new[] { "float64", "float32", "float16", "bfloat16" })
        {
            CollectionAssert.AreEqual(numbers, Get(weights, name), name);
            Assert.AreEqual(name, Find(weights, name).ElementType.ToString(), ignoreCase: true);
        }

        foreach (string name in new[] { "int64", "int32", "int16", "int8" })
        {
            CollectionAssert.AreEqual(new float[] { -1, 0, 3, 100, -7, 0 }, Get(weights, name), name);
            Assert.AreEqual(name, Find(weights, name).ElementType.ToString(), ignoreCase: true);
        }

        CollectionAssert.AreEqual(new float[] { 0, 1, 200 }, Get(weights, "uint8"));
        CollectionAssert.AreEqual(new float[] { 1, 0, 1 }, Get(weights, "bool"));
        CollectionAssert.AreEqual(new long[] { 6, 4 }, Find(weights, "transposed").Shape.ToArray());
        CollectionAssert.AreEqual(new float[] { 0, 6, 12, 18, 1, 7, 13, 19 }, Get(weights, "transposed")[..8]);
        CollectionAssert.AreEqual(Enumerable.Range(0, 12).Select(i => (float)((2 * i) + 1)).ToArray(), Get(weights, "every_second"));
        CollectionAssert.AreEqual(new float[] { 12, 13, 14, 15, 16, 17 }, Get(weights, "row"));
        CollectionAssert.AreEqual(new float[] { 42 }, Get(weights, "scalar"));
        Assert.AreEqual(0, Find(weights, "scalar").Shape.Count);
        CollectionAssert.AreEqual(new long[] { 0, 3 }, Find(weights, "empty").Shape.ToArray());
        CollectionAssert.AreEqual(new float[] { 1, 2 }, Get(weights, "parameter"));
    }

    [TestMethod]
    public void Both_formats_and_a_later_pickle_protocol_hold_the_same()
    {
        PretrainedWeights zip = PretrainedWeights.Load(WeightFiles.GetPath("checkpoint.pth"));
        PretrainedWeights legacy = PretrainedWeights.Load(WeightFiles.GetPath("checkpoint-legacy.pth"));
        CollectionAssert.AreEqual(zip.Tensors.Select(t => t.Name).ToArray(), legacy.Tensors.Select(t => t.Name).ToArray());
        foreach ((WeightTensor one, WeightTensor other) in zip.Tensors.Zip(legacy.Tensors))
        {
            CollectionAssert.AreEqual(one.Data.ToArray(), other.Data.ToArray(), one.Name);
        }

        Assert.IsTrue(zip.Tensors.Any(t => t.Name == "optimizer.state.0.momentum_buffer"));
        PretrainedWeights later = PretrainedWeights.Load(WeightFiles.GetPath("protocol4.pth"));
        CollectionAssert.AreEqual(
            Get(zip, "state_dict.module.online_net.backbone.conv1.weight"), Get(later, "conv1.weight"));
    }

    [TestMethod]
    public void A_function_is_refused_by_name() =>
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Read("names-a-function.pth")), "'posix.getcwd'");

    [TestMethod]
    public void Code_is_never_executed()
    {
        // os.system("touch ..."), the way it is done to readers that call what they are told to.
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle("cos\nsystem\nX\x4\0\0\0trueX\x1\0\0\0a\x86R"))), "'os.system'");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle("c__builtin__\neval\n"))), "'__builtin__.eval'");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip([0x80, 4, 0x8C, 2, (byte)'o', (byte)'s', 0x8C, 6, .. "system"u8, 0x93, (byte)'.'])), "'os.system'");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle("ios\nsystem\n"))), "instruction 0x69");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(")\x81"))), "instruction 0x81");
    }

    [TestMethod]
    public void A_tensor_that_reaches_beyond_its_storage_is_refused()
    {
        byte[] four = new byte[16];
        Assert.AreEqual(4, WeightFiles.Load(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(4, 0, [2, 2], [2, 1])), ("0", four))).Tensors[0].Count);
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(4, 1, [2, 2], [2, 1])), ("0", four))), "reaches to number 4");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(4, 0, [2, 2], [int.MaxValue, 1])), ("0", four))), "reaches to number");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(4, 0, [-1], [1])), ("0", four))), "size or stride");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(5, 0, [5], [1])), ("0", four))), "16 bytes");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(4, 0, [4], [1])))), "archive/data/0");
    }

    [TestMethod]
    public void A_small_file_cannot_ask_for_much_memory()
    {
        byte[] one = new byte[4];
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(1, 0, [100_000_000], [0])), ("0", one))), "more memory");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(WeightFiles.Tensor(1, 0, [int.MaxValue, int.MaxValue, int.MaxValue], [0, 0, 0])), ("0", one))), "too large");

        // Lists that hold the one before twice: a walk along all ways would take 2^60 steps.
        string lists = "]q\0" + string.Concat(Enumerable.Range(1, 60).Select(i => $"](h{(char)(i - 1)}h{(char)(i - 1)}eq{(char)i}"));
        WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle(lists)));
        WeightFiles.Refuse(WeightFiles.Zip(WeightFiles.Pickle("]q\0h\0a"))); // a list in itself
    }

    [TestMethod]
    public void Other_archives_are_refused_with_a_cure()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            WeightFiles.Add(zip, "archive/data.pkl", [.. new byte[2000]], CompressionLevel.Optimal);
        }

        StringAssert.Contains(WeightFiles.Refuse(memory.ToArray()), "is compressed");
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Read("one-tensor.pth")), "one tensor without a name");
        StringAssert.Contains(WeightFiles.Refuse("hello, these are no weights"u8.ToArray()), "none of the formats");
        WeightFiles.Refuse([]);
    }

    [TestMethod]
    public void A_flipped_bit_of_a_storage_is_noticed()
    {
        byte[] bytes = WeightFiles.Read("types.pth");
        int place = bytes.AsSpan().IndexOf(BitConverter.GetBytes(23f)); // the last number of the range
        bytes[place] ^= 1;
        StringAssert.Contains(WeightFiles.Refuse(bytes), "checksum");
    }

    private static WeightTensor Find(PretrainedWeights weights, string name) => weights.Tensors.Single(t => t.Name == name);

    private static float[] Get(PretrainedWeights weights, string name) => Find(weights, name).ToSingles();
}
