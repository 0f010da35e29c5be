using System.Globalization;
using MLNet.ActiveLearning.Experiments.Tests.Tables;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Tool.Tables;

/// <summary>A folder with the same random scores as text and as arrays.</summary>
internal sealed class ScoreFiles : IDisposable
{
    public const int RowCount = 500;
    public const int ClassCount = 4;

    private readonly string folder = Directory.CreateTempSubdirectory("select").FullName;

    public ScoreFiles()
    {
        var random = new SeededRandom(5);
        Scores = [.. Enumerable.Range(0, RowCount).Select(_ => RandomProbabilities(random))];
        Ids = [.. Enumerable.Range(0, RowCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"row-{i:D3}"))];
        Write("scores.csv", ["id,Score[0],Score[1],Score[2],Score[3]", .. Ids.Zip(Scores, (id, row) => $"{id},{Join(row)}")]);
        Write("named.csv", ["p_ant,file,p_bee,p_cat,p_dog", .. Ids.Zip(Scores, (id, row) => $"{Join(row[..1])},\"{id},x.png\",{Join(row[1..])}")]);
        Write("ids.txt", Ids);
        NpyWriter.Write(this["scores.npy"], [.. Scores.SelectMany(r => r)], RowCount, ClassCount);
    }

    public IReadOnlyList<float[]> Scores { get; }

    public IReadOnlyList<string> Ids { get; }

    public string this[string name] => Path.Combine(folder, name);

    public void Write(string name, IEnumerable<string> lines) => File.WriteAllText(this[name], string.Join('\n', lines) + "\n");

    public string[] List() => [.. Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e)!).Order()];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Join(float[] row) => string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private static float[] RandomProbabilities(SeededRandom random)
    {
        double[] weights = [.. Enumerable.Range(0, ClassCount).Select(_ => -Math.Log(1 - random.NextDouble()))];
        return [.. weights.Select(w => (float)(w / weights.Sum()))];
    }
}
