namespace MLNet.ActiveLearning.Weights;

/// <summary>Pairs the tensors of a file with those of a network, by name and shape.</summary>
internal static class WeightMatcher
{
    public static WeightMatch Match(PretrainedWeights weights, NetworkTensors network, WeightMatching matching)
    {
        string[] names = [.. network.All.Keys];
        WeightNameMap map = WeightNameMap.Find([.. weights.Tensors.Select(t => t.Name)], names, matching.Prefix);
        Dictionary<string, WeightTensor> file = weights.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        List<(WeightTensor, string)> pairs = [];
        List<string> missing = [], fresh = [];
        List<WeightMismatch> mismatched = [];
        HashSet<string> seen = [];
        foreach (string name in names)
        {
            bool isClassifier = network.IsClassifier(name);
            long[] shape = network.All[name].shape;
            file.TryGetValue(map.ToFile(name), out WeightTensor? found);
            seen.Add(map.ToFile(name));
            if (found is not null && (!isClassifier || (matching.TakeClassifier && ClassifierFits(network, map, file))) && found.Shape.SequenceEqual(shape))
            {
                pairs.Add((found, name));
            }
            else if (isClassifier)
            {
                fresh.Add(name);
            }
            else if (found is not null)
            {
                mismatched.Add(new WeightMismatch(name, found.Shape, shape));
            }
            else if (!NetworkTensors.IsBatchCounter(name))
            {
                missing.Add(name);
            }
        }

        string[] others = [.. weights.Tensors.Select(t => t.Name).Where(n => !seen.Contains(n))];
        string[] unexpected = [.. others.Where(map.IsOfBackbone)];
        HashSet<string> used = [.. pairs.Select(p => p.Item1.Name)];
        return new WeightMatch(pairs, new WeightReport
        {
            Prefix = map.Prefix,
            Matched = [.. pairs.Select(p => p.Item2)],
            Missing = missing,
            Unexpected = unexpected,
            Mismatched = mismatched,
            Fresh = fresh,
            Dropped = [.. weights.Tensors.Select(t => t.Name).Where(n => !used.Contains(n)).Except(unexpected).Except(mismatched.Select(m => map.ToFile(m.Name)))],
            FileNames = [.. weights.Tensors.Select(t => t.Name)],
            NetworkNames = names,
        });
    }

    // All of it or nothing: the weights of one classifier with the biases of another would be neither.
    private static bool ClassifierFits(NetworkTensors network, WeightNameMap map, Dictionary<string, WeightTensor> file) =>
        network.All.Where(t => network.IsClassifier(t.Key)).All(t =>
            file.TryGetValue(map.ToFile(t.Key), out WeightTensor? found) && found.Shape.SequenceEqual(t.Value.shape));
}
