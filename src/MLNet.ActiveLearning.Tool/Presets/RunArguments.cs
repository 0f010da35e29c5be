using System.Globalization;
using System.Text.Json;
using MLNet.ActiveLearning.Tool.Wording;

namespace MLNet.ActiveLearning.Tool.Presets;

/// <summary>Puts the options of a preset or an experiment file in front of those that the user typed, which win.</summary>
internal static class RunArguments
{
    public const string PresetOption = "--preset";
    public const string ScaleOption = "--scale";
    public const string FileOption = "--experiment";

    private static readonly JsonSerializerOptions Json = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The arguments with presets and files written out; others are left as they are.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="knownOptions">The options of <c>run</c>, with their dashes.</param>
    /// <exception cref="BadArgumentsException">A preset, file or scale cannot be used.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> args, IReadOnlyCollection<string> knownOptions)
    {
        if (args.Count == 0 || args[0] != "run")
        {
            return args;
        }
        List<string> rest = [.. args];
        string? preset = Take(rest, PresetOption), scale = Take(rest, ScaleOption), file = Take(rest, FileOption);
        if (preset is null && file is null)
        {
            return scale is null ? args : throw new BadArgumentsException($"{ScaleOption} shrinks a {PresetOption} or an {FileOption}; give one of them too.");
        }
        if (preset is not null && file is not null)
        {
            throw new BadArgumentsException($"{PresetOption} and {FileOption} are given together; give one of them.");
        }
        IReadOnlyDictionary<string, string> options = preset is not null ? ReadPreset(preset, rest) : ReadFile(file!, knownOptions);
        options = scale is null ? options : Scale.Apply(options, ReadScale(scale));
        HashSet<string> typed = [.. rest.Select(a => a.Split('=', 2)[0])];
        string[] record = [.. Record(PresetOption, preset), .. Record(FileOption, file), .. Record(ScaleOption, scale)];
        return ["run", .. record, .. options.Where(o => !typed.Contains("--" + o.Key)).SelectMany(o => new[] { "--" + o.Key, o.Value }), .. rest.Skip(1)];
    }

    // Kept, so that the run can say where its options come from.
    private static string[] Record(string option, string? value) => value is null ? [] : [option, value];

    private static IReadOnlyDictionary<string, string> ReadPreset(string id, List<string> rest)
    {
        Preset preset = PresetCatalog.Find(id);
        return rest.Any(a => a == "--data" || a.StartsWith("--data=", StringComparison.Ordinal))
            ? preset.Options
            : throw new BadArgumentsException($"{PresetOption} {preset.Id} is for {preset.Data}; give its folder or zip, or another set's, with --data.");
    }

    private static Dictionary<string, string> ReadFile(string path, IReadOnlyCollection<string> knownOptions)
    {
        Dictionary<string, JsonElement> read;
        try
        {
            read = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllBytes(path), Json) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadArgumentsException($"{FileOption}: '{path}' does not exist.");
        }
        catch (JsonException e)
        {
            throw new BadArgumentsException($"{FileOption}: '{path}', line {e.LineNumber + 1}: {FailureText.OneLine(e.Message)} Write one object of options, such as {{ \"strategies\": \"random,entropy\", \"start\": 1000 }}.");
        }
        if (read.Keys.FirstOrDefault(name => !knownOptions.Contains("--" + name)) is { } unknown)
        {
            throw new BadArgumentsException($"{FileOption}: '{path}' has '{unknown}', which is no option of run. {ClosestName.Suggest(unknown, [.. knownOptions.Select(o => o.TrimStart('-'))])}".TrimEnd());
        }
        return read.ToDictionary(o => o.Key, o => ToText(path, o.Key, o.Value));
    }

    private static string ToText(string path, string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(item => ToText(path, name, item))),
        _ => throw new BadArgumentsException($"{FileOption}: '{path}': '{name}' is {value.ValueKind}; give a text, a number or a list of them."),
    };

    private static double ReadScale(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double scale) && scale is > 0 and <= 1
            ? scale
            : throw new BadArgumentsException($"{ScaleOption} is '{text}'; give a number above 0 and at most 1, for example 0.1.");

    // Takes an option with its value out of the arguments.
    private static string? Take(List<string> args, string option)
    {
        int at = args.FindIndex(a => a == option || a.StartsWith(option + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }
        string argument = args[at];
        args.RemoveAt(at);
        if (argument != option)
        {
            return argument[(option.Length + 1)..];
        }
        if (at >= args.Count)
        {
            throw new BadArgumentsException($"{option} has no value; 'mlnet-al run --help' says what it takes.");
        }
        string value = args[at];
        args.RemoveAt(at);
        return value;
    }
}
