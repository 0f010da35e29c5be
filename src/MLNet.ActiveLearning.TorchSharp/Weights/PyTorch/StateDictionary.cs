using System.Globalization;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Finds the tensors of what was pickled, by the keys that lead to them with dots between.</summary>
/// <remarks>A checkpoint may nest its state dictionary beside epoch, arguments and optimiser state: <c>state_dict.module.conv1.weight</c>.</remarks>
internal static class StateDictionary
{
    private const int MaximumDepth = 32;
    private const int MaximumName = 1000;

    /// <exception cref="InvalidDataException">There is no tensor, or containers hold themselves or are nested without end.</exception>
    public static List<(string Name, PickleTensor Tensor)> Flatten(object? root)
    {
        List<(string, PickleTensor)> found = [];
        HashSet<string> names = new(StringComparer.Ordinal);

        // A container that is found again, by another way or inside itself, adds nothing new; without this, 40 lists could spell out 2^40 names.
        HashSet<object> visited = new(ReferenceEqualityComparer.Instance);
        Visit("", root, depth: 0);
        return found.Count > 0 ? found : throw new InvalidDataException("The file holds no tensor. Save a state dictionary, in Python: torch.save(model.state_dict(), path).");

        void Visit(string name, object? value, int depth)
        {
            if (value is PickleTensor tensor)
            {
                found.Add((names.Add(name) && name.Length > 0 ? name : throw new InvalidDataException(
                    name.Length == 0 ? "The file holds one tensor without a name. Save a state dictionary instead." : $"Two tensors of the file are named '{name}'."), tensor));
            }
            else if (value is not null and not string && value is PickleDictionary or List<object?> or object?[] && visited.Add(value))
            {
                if (depth == MaximumDepth)
                {
                    throw new InvalidDataException($"Containers are nested more than {MaximumDepth} deep, which no checkpoint needs.");
                }

                foreach ((string key, object? item) in Items(value))
                {
                    if (name.Length + key.Length > MaximumName)
                    {
                        throw new InvalidDataException($"A name in the file is longer than {MaximumName} letters, which no tensor needs.");
                    }

                    Visit(name.Length == 0 ? key : $"{name}.{key}", item, depth + 1);
                }
            }
        }
    }

    private static IEnumerable<(string Key, object? Item)> Items(object container) => container is PickleDictionary dictionary
        ? dictionary.Entries.Select(e => (Convert.ToString(e.Key, CultureInfo.InvariantCulture)!, e.Value))
        : ((IReadOnlyList<object?>)container).Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item));
}
