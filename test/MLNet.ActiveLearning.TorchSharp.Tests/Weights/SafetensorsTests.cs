using System.Text;

namespace MLNet.ActiveLearning.Weights;

/// <summary>.safetensors files come back as they were, and damaged ones are refused.</summary>
[TestClass]
public sealed class SafetensorsTests
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"al-{Guid.NewGuid():N}.safetensors");

    [TestCleanup]
    public void Delete() => File.Delete(path);

    [TestMethod]
    public void Saved_weights_come_back_with_types_shapes_metadata_and_hash()
    {
        PretrainedWeights original = PretrainedWeights.Load(WeightFiles.GetPath("types.pth"));
        var copy = new PretrainedWeights(original.Tensors, new Dictionary<string, string> { ["architecture"] = "resnet18", ["note"] = "\"ü\"" });
        copy.Save(path);
        PretrainedWeights loaded = PretrainedWeights.Load(path);
        Assert.AreEqual(copy.Hash, loaded.Hash);
        Assert.AreEqual("\"ü\"", loaded.Metadata["note"]);
        Assert.AreEqual(original.Tensors.Count, loaded.Tensors.Count);
        foreach (WeightTensor tensor in original.Tensors)
        {
            WeightTensor other = loaded.Tensors.Single(t => t.Name == tensor.Name);
            Assert.AreEqual(tensor.ToString(), other.ToString());
            CollectionAssert.AreEqual(tensor.Data.ToArray(), other.Data.ToArray(), tensor.Name);
        }
    }

    [TestMethod]
    public void The_bytes_are_those_of_the_format()
    {
        new PretrainedWeights([new WeightTensor("a", WeightElementType.Float32, [2], BitConverter.GetBytes(0x3F80_0000_4000_0000))]).Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        const string Header = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        int length = (Header.Length + 7) / 8 * 8;
        Assert.AreEqual(length, BitConverter.ToInt64(bytes));
        Assert.AreEqual(Header.PadRight(length), Encoding.UTF8.GetString(bytes, 8, length));
        Assert.AreEqual(8 + length + 8, bytes.Length);
        Assert.AreEqual(2f, BitConverter.ToSingle(bytes, 8 + length));
    }

    [DataTestMethod]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "cut short")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "damaged")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [DataRow("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [DataRow("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "offsets")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "belong to none")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlaps")]
    [DataRow("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", 8, "F8_E4M3")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, "header is damaged")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "header is damaged")]
    [DataRow("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "header is damaged")]
    [DataRow("""{"a":""", 8, "header is damaged")]
    public void Damaged_files_are_refused(string header, int dataLength, string why) =>
        StringAssert.Contains(WeightFiles.Refuse(WeightFiles.Safetensors(header, dataLength)), why);

    [TestMethod]
    public void A_header_longer_than_the_file_is_refused() =>
        StringAssert.Contains(WeightFiles.Refuse([.. BitConverter.GetBytes(long.MaxValue), (byte)'{', (byte)'}']), "9223372036854775807 bytes");
}
