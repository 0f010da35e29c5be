namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>Draws a chart with characters, for a terminal or a log.</summary>
/// <remarks>
/// Lines are drawn with braille dots, two by four in a character. Each line has a letter: it stands at the line's name on the right and
/// at its points, as far as they do not cover each other, so that lines can be told apart without colours.
/// </remarks>
public static class TextChart
{
    private const string Markers = "abcdefghijklmnopqrstuvwxyz";
    private const char Empty = '\u2800';

    // Bit of each dot of a braille character: [row][column].
    private static readonly byte[][] Dots = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

    /// <summary>Draws a chart.</summary>
    /// <param name="chart">What to draw; titles are left to the caller.</param>
    /// <param name="columns">Characters of the plot, without the vertical axis' numbers; at least 10.</param>
    /// <param name="rows">Lines of the plot, without the horizontal axis; at least 3.</param>
    /// <returns>The lines from top to bottom, each as parts of one colour.</returns>
    public static IReadOnlyList<IReadOnlyList<TextChartPart>> Draw(Chart chart, int columns = 60, int rows = 12)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 3);
        if (chart.Series.All(s => s.Points.Count == 0))
        {
            return [];
        }
        AxisScale x = AxisScale.Tight(chart.Series.SelectMany(s => s.Points).Select(p => p.X), 6);
        AxisScale y = AxisScale.Rounded(chart.Series.SelectMany(s => s.Points).Select(p => p.Y), 5);
        var canvas = new Canvas(columns, rows);
        for (int i = chart.Series.Count - 1; i >= 0; i--)
        {
            (int X, int Y)[] dots = [.. chart.Series[i].Points.Select(p => (DotColumn(x, p.X, columns), DotRow(y, p.Y, rows)))];
            canvas.DrawLine(dots, i);
        }
        PutMarkers(canvas, chart.Series, x, y, columns, rows);
        return AddAxes(canvas, x, y, columns, rows, PlaceNames(chart.Series, y, rows));
    }

    // Where points share a character, each line gets its turn: the first point shows the first line, the second the second, and so on.
    private static void PutMarkers(Canvas canvas, IReadOnlyList<ChartSeries> series, AxisScale x, AxisScale y, int columns, int rows)
    {
        HashSet<(int, int)> taken = [];
        int longest = series.Max(s => s.Points.Count);
        for (int point = 0; point < longest; point++)
        {
            foreach (int i in Enumerable.Range(0, series.Count).Select(i => (i + point) % series.Count).Where(i => point < series[i].Points.Count))
            {
                ChartPoint p = series[i].Points[point];
                (int column, int row) = (ColumnOf(x, p.X, columns), RowOf(y, p.Y, rows));
                if (taken.Add((column, row)))
                {
                    canvas.Put(column, row, GetMarker(i), i);
                }
            }
        }
    }

    // Each name on the row where its line ends, or the nearest free one: highest line first.
    private static Dictionary<int, (int Series, string Name)> PlaceNames(IReadOnlyList<ChartSeries> series, AxisScale y, int rows)
    {
        Dictionary<int, (int Series, string Name)> nameOfRow = [];
        foreach (int i in Enumerable.Range(0, series.Count).Where(i => series[i].Points.Count > 0).OrderByDescending(i => series[i].Points[^1].Y))
        {
            int wanted = RowOf(y, series[i].Points[^1].Y, rows);
            int[] free = [.. Enumerable.Range(0, rows).Where(r => !nameOfRow.ContainsKey(r)).OrderBy(r => Math.Abs(r - wanted)).ThenByDescending(r => r)];
            if (free.Length > 0)
            {
                nameOfRow.Add(free[0], (i, series[i].Name));
            }
        }
        return nameOfRow;
    }

    private static char GetMarker(int index) => Markers[index % Markers.Length];

    private static int ColumnOf(AxisScale x, double value, int columns) => DotColumn(x, value, columns) / 2;

    private static int RowOf(AxisScale y, double value, int rows) => DotRow(y, value, rows) / 4;

    private static int DotColumn(AxisScale x, double value, int columns) => (int)Math.Round(x.Map(value) * ((columns * 2) - 1));

    private static int DotRow(AxisScale y, double value, int rows) => (int)Math.Round((1 - y.Map(value)) * ((rows * 4) - 1));

    private static List<IReadOnlyList<TextChartPart>> AddAxes(
        Canvas canvas, AxisScale x, AxisScale y, int columns, int rows, Dictionary<int, (int Series, string Name)> names)
    {
        Dictionary<int, string> labels = [];
        foreach (double tick in y.Ticks)
        {
            labels[RowOf(y, tick, rows)] = y.Format(tick);
        }
        int margin = labels.Values.Max(l => l.Length);
        List<IReadOnlyList<TextChartPart>> lines = [];
        for (int row = 0; row < rows; row++)
        {
            string label = labels.GetValueOrDefault(row, "").PadLeft(margin);
            TextChartPart[] name = names.TryGetValue(row, out var named) ? [new TextChartPart($" {GetMarker(named.Series)} {named.Name}", named.Series)] : [];
            lines.Add([new TextChartPart(label + (labels.ContainsKey(row) ? " \u2524" : " \u2502"), null), .. canvas.GetParts(row), .. name]);
        }
        string first = x.Format(x.Minimum);
        string last = x.Format(x.Maximum);
        lines.Add([new TextChartPart(new string(' ', margin) + " \u2514" + new string('\u2500', columns), null)]);
        lines.Add([new TextChartPart(new string(' ', margin + 2) + first + last.PadLeft(Math.Max(last.Length + 1, columns - first.Length)), null)]);
        return lines;
    }

    private sealed class Canvas(int columns, int rows)
    {
        private readonly (char Character, int? Series)[,] cells = Fill(columns, rows);

        public void DrawLine((int X, int Y)[] dots, int series)
        {
            foreach (((int X, int Y) from, (int X, int Y) to) in dots.Zip(dots.Skip(1)))
            {
                int steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
                for (int s = 0; s <= steps; s++)
                {
                    int x = from.X + (int)Math.Round((double)s * (to.X - from.X) / steps);
                    int y = from.Y + (int)Math.Round((double)s * (to.Y - from.Y) / steps);
                    ref var cell = ref cells[y / 4, x / 2];
                    cell = ((char)(cell.Character | Dots[y % 4][x % 2]), series);
                }
            }
        }

        public void Put(int column, int row, char marker, int series) => cells[row, column] = (marker, series);

        public IEnumerable<TextChartPart> GetParts(int row)
        {
            int start = 0;
            for (int column = 1; column <= columns; column++)
            {
                if (column == columns || cells[row, column].Series != cells[row, start].Series)
                {
                    char[] text = [.. Enumerable.Range(start, column - start).Select(c => cells[row, c].Character == Empty ? ' ' : cells[row, c].Character)];
                    yield return new TextChartPart(new string(text), cells[row, start].Series);
                    start = column;
                }
            }
        }

        private static (char, int?)[,] Fill(int columns, int rows)
        {
            var cells = new (char, int?)[rows, columns];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    cells[row, column] = (Empty, null);
                }
            }
            return cells;
        }
    }
}
