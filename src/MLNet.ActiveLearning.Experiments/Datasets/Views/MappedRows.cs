using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Rows of another view in an order of one's own, some left out, some several times.</summary>
/// <remarks>The second time that a row occurs its id ends in <c>#2</c>, and so on, so that ids stay unique.</remarks>
internal sealed class MappedRows : IImageRows
{
    private readonly IImageRows all;
    private readonly int[] sources;
    private readonly int[] occurrences; // of the row at each place, from 1
    private readonly Placements? placements;

    /// <param name="all">The rows.</param>
    /// <param name="sources">The row at each place.</param>
    /// <param name="placements">How the image at each place is moved, or null for not at all.</param>
    public MappedRows(IImageRows all, int[] sources, Placements? placements = null)
    {
        this.all = all;
        this.sources = sources;
        this.placements = placements;
        occurrences = new int[sources.Length];
        int[] seen = new int[all.Count];
        for (int place = 0; place < sources.Length; place++)
        {
            occurrences[place] = ++seen[sources[place]];
        }
    }

    /// <summary>How the image at a place is moved; (0, 0) for not at all.</summary>
    public delegate (int Down, int Right) Placements(int place);

    public int Count => sources.Length;

    public IReadOnlyList<string> ClassNames => all.ClassNames;

    public DataViewType ImageType => all.ImageType;

    public string GetId(int row) => occurrences[row] == 1 ? all.GetId(sources[row]) : $"{all.GetId(sources[row])}#{occurrences[row]}";

    public int GetClass(int row) => all.GetClass(sources[row]);

    public IImageReader OpenReader() => new Reader(this, all.OpenReader());

    private sealed class Reader(MappedRows rows, IImageReader reader) : IImageReader
    {
        public Delegate CreateGetter(Func<int> currentRow)
        {
            Delegate getter = reader.CreateGetter(() => rows.sources[currentRow()]);
            return rows.placements is { } placements ? MovedImage.Wrap(getter, rows.ImageType, () => placements(currentRow())) : getter;
        }

        public void Dispose() => reader.Dispose();
    }
}
