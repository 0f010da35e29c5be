namespace MLNet.ActiveLearning.Weights;

/// <summary>Turns a network's names of tensors into a file's.</summary>
/// <remarks>
/// <para>
/// A file may put a prefix before all names, often one part for each wrapper that the network was trained in: <c>state_dict.</c>, <c>module.</c>
/// (data parallel), <c>online_net.backbone.</c> (BYOL-EMAN), <c>encoder_q.</c> (MoCo). The prefix is not looked up in a list: it is whatever
/// stands before most of the network's names.
/// </para>
/// <para>
/// Residual networks are named as in torchvision here (<c>conv1</c>, <c>layer1.0.downsample.0</c>, <c>fc</c>). Files may instead say <c>shortcut</c> and
/// <c>linear</c>, or number the children of torchvision's network (<c>0</c> the stem's convolution, <c>1</c> its normalisation, <c>4</c> to <c>7</c> the stages).
/// </para>
/// </remarks>
internal sealed class WeightNameMap
{
    private static readonly string[] MovingAverages = ["target", "teacher", "ema", "momentum", "encoder_k"];
    private static readonly HashSet<string> HeadNames =
        ["fc", "linear", "classifier", "head", "heads", "projector", "projection", "projection_head", "predictor", "prediction_head", "neck", "mlp"];

    private static readonly Func<string, string>[] Schemes = [name => name, Shortcut, Numbered];
    private readonly Func<string, string> scheme;

    private WeightNameMap(string prefix, Func<string, string> scheme)
    {
        Prefix = prefix;
        this.scheme = scheme;
    }

    /// <summary>What stands before all names of the network in the file.</summary>
    public string Prefix { get; }

    /// <summary>Finds the prefix and the scheme under which most of a network's names are in the file.</summary>
    /// <param name="fileNames">The names of the file.</param>
    /// <param name="networkNames">The names of the network.</param>
    /// <param name="prefix">The prefix, if the caller knows it.</param>
    public static WeightNameMap Find(IReadOnlyList<string> fileNames, IReadOnlyList<string> networkNames, string? prefix)
    {
        var best = (Count: 0, Prefix: prefix ?? "", Scheme: Schemes[0]);
        foreach (Func<string, string> scheme in Schemes)
        {
            HashSet<string> wanted = [.. networkNames.Select(scheme)];
            foreach ((string found, int count) in CountPrefixes(fileNames, wanted))
            {
                bool allowed = prefix is null || found == prefix;
                if (allowed && (count > best.Count || (count == best.Count && scheme == best.Scheme && IsBetter(found, best.Prefix))))
                {
                    best = (count, found, scheme);
                }
            }
        }

        return new WeightNameMap(best.Prefix, best.Scheme);
    }

    /// <summary>The file's name of a tensor of the network.</summary>
    public string ToFile(string networkName) => Prefix + scheme(networkName);

    /// <summary>Whether a name of the file stands below the prefix and belongs to no classifier, projector or predictor.</summary>
    public bool IsOfBackbone(string fileName)
    {
        if (!fileName.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        string rest = fileName[Prefix.Length..];
        int dot = rest.IndexOf('.', StringComparison.Ordinal);
        return !(dot > 0 && HeadNames.Contains(rest[..dot])) && !NetworkTensors.IsBatchCounter(rest) && !BelongsElsewhere(rest, dot);
    }

    // Without a prefix every name of the file stands "below" it: optimiser state and the like do not belong to the network.
    private bool BelongsElsewhere(string rest, int dot) =>
        Prefix.Length == 0 && dot > 0 && (rest.StartsWith("optim", StringComparison.Ordinal) || rest.StartsWith("scheduler", StringComparison.Ordinal));

    private static Dictionary<string, int> CountPrefixes(IReadOnlyList<string> fileNames, HashSet<string> wanted)
    {
        Dictionary<string, int> counts = [];
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string name in fileNames)
        {
            for (int start = 0; start >= 0 && start < name.Length;)
            {
                if (lookup.Contains(name.AsSpan(start)))
                {
                    string prefix = name[..start];
                    counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
                }

                int dot = name.IndexOf('.', start);
                start = dot < 0 ? -1 : dot + 1;
            }
        }

        return counts;
    }

    private static bool IsBetter(string prefix, string other)
    {
        (bool Average, int Length) mine = (IsMovingAverage(prefix), prefix.Length), theirs = (IsMovingAverage(other), other.Length);
        int order = mine.CompareTo(theirs);
        return order < 0 || (order == 0 && string.CompareOrdinal(prefix, other) < 0);
    }

    private static bool IsMovingAverage(string prefix) =>
        prefix.Split('.').Any(part => MovingAverages.Any(a => part.StartsWith(a, StringComparison.Ordinal)) || part.Split('_').Any(MovingAverages.Contains));

    private static string Shortcut(string name) =>
        Rename(name.Replace(".downsample.", ".shortcut.", StringComparison.Ordinal), "fc.", "linear.");

    private static string Numbered(string name)
    {
        string[] children = ["conv1.", "bn1.", "relu.", "maxpool.", "layer1.", "layer2.", "layer3.", "layer4."];
        int child = Array.FindIndex(children, c => name.StartsWith(c, StringComparison.Ordinal));
        return child < 0 ? name : Rename(name, children[child], FormattableString.Invariant($"{child}."));
    }

    private static string Rename(string name, string from, string to) =>
        name.StartsWith(from, StringComparison.Ordinal) ? to + name[from.Length..] : name;
}
