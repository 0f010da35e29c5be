using System.Security.Cryptography;
using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Weights that were trained before: read from a file of PyTorch or from a .safetensors file, or taken from a network.</summary>
/// <remarks>
/// <para>
/// Nothing in a file is executed. A PyTorch file describes its tensors by a pickle, a program for a small machine; only the few instructions
/// that build tensors, numbers, texts and containers are carried out, and anything else is refused by name.
/// </para>
/// <para>Read by <see cref="Load"/>: PyTorch's zip format (<c>.pth</c>, <c>.pt</c>), its older format (before 1.6), and <c>.safetensors</c>; the content decides,
/// not the name. Written by <see cref="Save"/>: <c>.safetensors</c>. Immutable and thread-safe.</para>
/// </remarks>
public sealed class PretrainedWeights
{
    private readonly Lazy<string> hash;

    /// <summary>Creates weights in memory.</summary>
    /// <param name="tensors">The tensors; names must differ.</param>
    /// <param name="metadata">Texts to keep with them; null for none.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    public PretrainedWeights(IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        : this(tensors, metadata, hash: null)
    {
    }

    private PretrainedWeights(IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata, string? hash)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensors = [.. tensors];
        Metadata = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>());
        IGrouping<string, WeightTensor>? twice = Tensors.GroupBy(t => t.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"'{twice.Key}' is the name of {twice.Count()} tensors; names must differ.", nameof(tensors));
        }

        this.hash = hash is null ? new Lazy<string>(ComputeHash) : new Lazy<string>(hash);
    }

    /// <summary>The tensors, in the order of the file.</summary>
    public IReadOnlyList<WeightTensor> Tensors { get; }

    /// <summary>Texts that came with them, such as the <c>architecture</c> of weights that this library trained.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>SHA-256 of the file in hexadecimal; of weights in memory, of the file that <see cref="Save"/> would write.</summary>
    public string Hash => hash.Value;

    /// <summary>Reads a file of PyTorch, or a .safetensors file.</summary>
    /// <param name="path">The file; its content decides how it is read.</param>
    /// <exception cref="InvalidDataException">The file is damaged, cut short, of another format, or holds what is not carried out; the message says what.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static PretrainedWeights Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        try
        {
            WeightFileContent content = WeightFile.Read(file);
            file.Position = 0;
            return new PretrainedWeights(content.Tensors, content.Metadata, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' cannot be read as weights: {e.Message}", e);
        }
    }

    /// <summary>Takes a copy of a network's weights.</summary>
    /// <param name="network">The network, on any device.</param>
    /// <param name="includeClassifier">Whether to take the last linear layer too.</param>
    /// <param name="metadata">Texts to keep with them; null for none.</param>
    public static PretrainedWeights FromNetwork(ImageNetwork network, bool includeClassifier = true, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkTensors own = NetworkTensors.Of(network);
        IEnumerable<KeyValuePair<string, Tensor>> wanted = own.All.Where(t => includeClassifier || !own.IsClassifier(t.Key));
        return new PretrainedWeights(wanted.Select(t => TensorTransfer.ToWeight(t.Key, t.Value)), metadata);
    }

    /// <summary>Writes a .safetensors file.</summary>
    /// <param name="path">The file; it is replaced only when the new one is complete.</param>
    /// <remarks>The same weights give the same bytes.</remarks>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string unfinished = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                SafetensorsWriter.Write(file, Tensors, Metadata);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, full, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Says which weights a network would take, without touching it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="matching">How names are matched; null for the defaults.</param>
    public WeightReport Compare(ImageNetwork network, WeightMatching? matching = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return WeightMatcher.Match(this, NetworkTensors.Of(network), matching ?? new WeightMatching()).Report;
    }

    /// <summary>Copies the weights into a network.</summary>
    /// <param name="network">The network, on any device; it keeps its own classifier where the file has none that fits.</param>
    /// <param name="matching">How names are matched; null for the defaults.</param>
    /// <returns>What was copied and what was not.</returns>
    /// <exception cref="InvalidDataException">The weights do not fit the network, or hold NaN or infinity; the message names the tensors. The network is as it was.</exception>
    public WeightReport LoadInto(ImageNetwork network, WeightMatching? matching = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        matching ??= new WeightMatching();
        NetworkTensors own = NetworkTensors.Of(network);
        WeightMatch match = WeightMatcher.Match(this, own, matching);
        match.Report.ThrowIfUnfit(matching);
        foreach ((WeightTensor weight, _) in match.Pairs)
        {
            TensorTransfer.ThrowIfNotFinite(weight);
        }

        foreach ((WeightTensor weight, string name) in match.Pairs)
        {
            TensorTransfer.Copy(weight, own.All[name]);
        }

        return match.Report;
    }

    private string ComputeHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(sha);
        SafetensorsWriter.Write(stream, Tensors, Metadata);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
