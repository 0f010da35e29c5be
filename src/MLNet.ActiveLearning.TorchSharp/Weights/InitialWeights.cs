using System.Text.Json.Serialization;

namespace MLNet.ActiveLearning.Weights;

/// <summary>The weights that a network starts its training from.</summary>
/// <remarks>
/// <code>InitialWeights = InitialWeights.FromFile("resnet18.pth")</code>
/// Saved with a model as path and hash only, never with the numbers.
/// </remarks>
public sealed record InitialWeights
{
    /// <summary>The file to read.</summary>
    /// <value>Default <see langword="null"/>: <see cref="Weights"/> are given.</value>
    public string? Path { get; init; }

    /// <summary>The weights, if they are in memory already; the file is then not read.</summary>
    /// <value>Default <see langword="null"/>: read from <see cref="Path"/>.</value>
    [JsonIgnore]
    public PretrainedWeights? Weights { get; init; }

    /// <summary>SHA-256 that the file must have, in hexadecimal; filled in when the file is read.</summary>
    /// <value>Default <see langword="null"/>: any file will do.</value>
    public string? Hash { get; init; }

    /// <summary>How names are matched.</summary>
    /// <value>Default: prefix found by itself, classifier taken where it fits, everything else must fit.</value>
    public WeightMatching Matching { get; init; } = new();

    /// <summary>Weights of a file of PyTorch, or of a .safetensors file.</summary>
    /// <param name="path">The file; it is read when a trainer is made.</param>
    public static InitialWeights FromFile(string path) => new() { Path = path };

    /// <summary>Weights in memory.</summary>
    /// <param name="weights">The weights.</param>
    public static InitialWeights From(PretrainedWeights weights) => new() { Weights = weights };

    /// <summary>The same, with the weights in memory and their hash.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read, or has another hash than the one given.</exception>
    internal InitialWeights Resolve()
    {
        if (Weights is null && Path is null)
        {
            throw new InvalidDataException($"The initial weights with the SHA-256 {Hash} were in memory when the model was trained, and a saved model keeps their hash only. Set InitialWeights.Weights or Path to train with them again.");
        }

        PretrainedWeights weights = Weights ?? PretrainedWeights.Load(Path!);
        if (Hash is not null && !Hash.Equals(weights.Hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"The initial weights {(Path is null ? "given" : $"in '{Path}'")} have the SHA-256 {weights.Hash}; {Hash} is asked for. Give the file that was used then, or leave the hash out.");
        }

        return this with { Weights = weights, Hash = weights.Hash };
    }

    /// <summary>The reasons why these values cannot work.</summary>
    internal IReadOnlyList<string> FindProblems() =>
    [
        .. Path is null && Weights is null && Hash is null ? ["InitialWeights names neither a file nor weights; use InitialWeights.FromFile or InitialWeights.From."] : Array.Empty<string>(),
        .. Path is { Length: 0 } ? ["InitialWeights.Path is empty; name a .pth or .safetensors file."] : Array.Empty<string>(),
        .. Matching is null ? ["InitialWeights.Matching is null; leave it out to get its default."] : Array.Empty<string>(),
    ];
}
