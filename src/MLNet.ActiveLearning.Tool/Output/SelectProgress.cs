using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Experiments.Tables;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>One line on standard error that says how far a long selection has come; it is gone when the selection is.</summary>
internal sealed class SelectProgress : IProgress<TableProgress>, IDisposable
{
    private const int BarWidth = 24;
    private const int MinColumns = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private readonly TextWriter terminal;
    private readonly int columns;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock drawing = new();
    private readonly Timer timer;
    private TableProgress now;
    private int drawn;
    private bool isOver;

    private SelectProgress(TextWriter terminal, int columns)
    {
        this.terminal = terminal;
        this.columns = columns;
        timer = new Timer(_ => Draw(), null, Patience, Period);
    }

    /// <summary>Null where nobody would see it.</summary>
    public static SelectProgress? Start(TextWriter error, bool quiet) =>
        quiet || Console.IsErrorRedirected || !ReferenceEquals(error, Console.Error) ? null : new SelectProgress(error, Math.Max(MinColumns, Console.BufferWidth - 1));

    public void Report(TableProgress value)
    {
        lock (drawing)
        {
            now = value;
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (drawing)
        {
            isOver = true;
            if (drawn > 0)
            {
                terminal.Write($"\r{new string(' ', drawn)}\r");
                terminal.Flush();
            }
        }
    }

    /// <summary>The line: a bar while rows are read, the time after that.</summary>
    internal static string Describe(TableProgress progress, TimeSpan elapsed)
    {
        if (progress.Fraction >= 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"choosing among {progress.Rows:N0} rows, {elapsed.TotalSeconds:F0} s");
        }
        int full = (int)(progress.Fraction * BarWidth);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"reading {new string('#', full)}{new string('-', BarWidth - full)} {100 * progress.Fraction,3:F0} %, {progress.Rows:N0} rows, {elapsed.TotalSeconds:F0} s");
    }

    private void Draw()
    {
        lock (drawing)
        {
            if (isOver)
            {
                return;
            }
            string line = Describe(now, clock.Elapsed);
            line = line.Length > columns ? line[..columns] : line;
            terminal.Write($"\r{line.PadRight(drawn)}");
            terminal.Flush();
            drawn = line.Length;
        }
    }
}
