namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>Draws a chart with characters, for a terminal or a log.</summary>
/// <remarks>
/// Lines are drawn with braille dots, two by four in a character; each point of a line shows the line's marker, a letter, so that lines can
/// be told apart without colours.
/// </remarks>
public static class TextChart
{
    private const string Markers = "abcdefghijklmnopqrstuvwxyz";
    private const char Empty = '\u2800';

    // Bit of each dot of a braille character: [row][column].
    private static readonly byte[][] Dots = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

    /// <summary>The marker of a line.</summary>
    /// <param name="index">The line's place among the chart's lines.</param>
    public static char GetMarker(int index) => Markers[index % Markers.Length];

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
            (int X, int Y)[] dots = [.. chart.Series[i].Points.Select(p => (
                (int)Math.Round(x.Map(p.X) * ((columns * 2) - 1)),
                (int)Math.Round((1 - y.Map(p.Y)) * ((rows * 4) - 1))))];
            canvas.DrawLine(dots, i);
        }
        for (int i = chart.Series.Count - 1; i >= 0; i--)
        {
            foreach (ChartPoint p in chart.Series[i].Points)
            {
                int column = (int)Math.Round(x.Map(p.X) * ((columns * 2) - 1)) / 2;
                int row = (int)Math.Round((1 - y.Map(p.Y)) * ((rows * 4) - 1)) / 4;
                canvas.Put(column, row, GetMarker(i), i);
            }
        }
        return AddAxes(canvas, x, y, columns, rows);
    }

    private static List<IReadOnlyList<TextChartPart>> AddAxes(Canvas canvas, AxisScale x, AxisScale y, int columns, int rows)
    {
        Dictionary<int, string> labels = [];
        foreach (double tick in y.Ticks)
        {
            labels[(int)Math.Round((1 - y.Map(tick)) * ((rows * 4) - 1)) / 4] = y.Format(tick);
        }
        int margin = labels.Values.Max(l => l.Length);
        List<IReadOnlyList<TextChartPart>> lines = [];
        for (int row = 0; row < rows; row++)
        {
            string label = labels.GetValueOrDefault(row, "").PadLeft(margin);
            lines.Add([new TextChartPart(label + (labels.ContainsKey(row) ? " \u2524" : " \u2502"), null), .. canvas.GetParts(row)]);
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
