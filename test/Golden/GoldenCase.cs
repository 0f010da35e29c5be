using System.Text.Json;

namespace MLNet.ActiveLearning.Golden;

/// <summary>One case of a <see cref="GoldenFile"/>.</summary>
internal sealed class GoldenCase
{
    public GoldenCase(string path, JsonElement element, GoldenTolerance fileTolerance)
    {
        Name = element.GetProperty("name").GetString()!;
        string place = $"{System.IO.Path.GetFileName(path)}/{Name}";
        Inputs = new GoldenValue(element.GetProperty("inputs"), $"{place}/inputs");
        Params = new GoldenValue(element.GetProperty("params"), $"{place}/params");
        Expected = new GoldenValue(element.GetProperty("expected"), $"{place}/expected");
        Tolerance = GoldenTolerance.Read(element, fileTolerance);
    }

    /// <summary>The case's name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>What the method is given.</summary>
    public GoldenValue Inputs { get; }

    /// <summary>The method's parameters.</summary>
    public GoldenValue Params { get; }

    /// <summary>What the method must give.</summary>
    public GoldenValue Expected { get; }

    /// <summary>The case's own tolerance, or else the file's: for double precision in the files on training.</summary>
    public GoldenTolerance Tolerance { get; }

    /// <summary>The number of rows to select; may exceed the number of rows.</summary>
    public int Budget => Params["budget"].Int;
}
