using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>The state of a pre-training after an epoch, in one file that is replaced only when the new one is complete.</summary>
internal sealed class ByolCheckpoint
{
    private const string FileName = "byol.safetensors";
    private const string Optimizer = "optimizer";
    private const string EpochText = "epoch";
    private const string FingerprintText = "fingerprint";

    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new RecordConverter<Architecture>(), new RecordConverter<TrainingOptimizer>(), new RecordConverter<LearningRateSchedule>() },
    };

    private readonly string path;
    private readonly string fingerprint;

    public ByolCheckpoint(string folder, ByolOptions options, Normalization normalization, ImageStore images)
    {
        path = Path.Combine(folder, FileName);
        fingerprint = ComputeFingerprint(options, normalization, images);
    }

    public void Save(int epoch, ByolNetwork network, optim.Optimizer optimizer)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        GetState(optimizer).save_state_dict(writer);
        writer.Flush();
        var state = new PretrainedWeights(
            [
                .. network.State.Select(t => TensorTransfer.ToWeight(t.Key, t.Value)),
                new WeightTensor(Optimizer, WeightElementType.UInt8, [memory.Length], memory.ToArray()),
            ],
            new Dictionary<string, string> { [EpochText] = epoch.ToString(CultureInfo.InvariantCulture), [FingerprintText] = fingerprint });
        state.Save(path);
    }

    /// <summary>Restores the state that was kept.</summary>
    /// <returns>Finished epochs; 0 if no state was kept.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="InvalidOperationException">It belongs to a pre-training with other options or images.</exception>
    public int Load(ByolNetwork network, optim.Optimizer optimizer)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        PretrainedWeights state = PretrainedWeights.Load(path);
        if (state.Metadata.GetValueOrDefault(FingerprintText) != fingerprint)
        {
            throw new InvalidOperationException(
                $"'{path}' is the state of a pre-training with other options or images. Give the options and images that it was begun with, another CheckpointFolder, or delete the file.");
        }

        Dictionary<string, WeightTensor> tensors = state.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach ((string name, Tensor tensor) in network.State)
        {
            if (!tensors.TryGetValue(name, out WeightTensor? found) || !found.Shape.SequenceEqual(tensor.shape))
            {
                throw Damaged($"it lacks '{name}' in the shape ({string.Join(", ", tensor.shape)})");
            }

            TensorTransfer.Copy(found, tensor);
        }

        if (!tensors.TryGetValue(Optimizer, out WeightTensor? bytes) || !int.TryParse(state.Metadata.GetValueOrDefault(EpochText), NumberStyles.None, CultureInfo.InvariantCulture, out int epoch))
        {
            throw Damaged("it lacks the optimiser or the epoch");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes.Data.ToArray()));
        GetState(optimizer).load_state_dict(reader);
        return epoch;
    }

    private static OptimizerHelper GetState(optim.Optimizer optimizer) => optimizer as OptimizerHelper ?? throw new InvalidOperationException(
        $"The state of the optimiser {optimizer.GetType().Name} cannot be kept. Use one of TorchSharp's, or leave CheckpointFolder out.");

    private static string ComputeFingerprint(ByolOptions options, Normalization normalization, ImageStore images)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(options with { Normalization = normalization }, Json)));
        sha.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{images.Count} x {images.Shape}")));
        for (int i = 0; i < images.Count; i++)
        {
            sha.AppendData(images[i]);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private InvalidDataException Damaged(string why) => new($"'{path}' is damaged: {why}. Delete it to begin anew.");
}
