using System.CommandLine;
using Microsoft.ML;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Output;
using MLNet.ActiveLearning.Tool.Tables;
using MLNet.ActiveLearning.Tool.Wording;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al select</c>: chooses rows from tables of scores and embeddings.</summary>
internal static class SelectCommand
{
    public const string Name = "select";

    /// <summary>What follows the options in the command's help.</summary>
    public const string Examples = """
        Tables:
          .csv, .tsv  a header; ids in column 'Id'; a vector is Score[0],Score[1],... or Score_0,Score_1,... or what a pattern names
          .npy        one signal each, float32, float64 or float16: (rows, width), (rows,), or (passes, rows, classes) of several passes
          .idv        a table saved by ML.NET, columns by their names
          Signals are Score, Embedding, StochasticScore and so on; 'mlnet-al strategies' lists the strategies.

        Examples:
          mlnet-al select entropy scores.csv --query 200 > chosen.csv
          mlnet-al select margin predictions.csv --id-column file --signal Score=prob_* --format ids
          mlnet-al select entropy --signal Score=scores.npy --ids names.txt --output chosen.csv
          mlnet-al select entropy part-1.csv part-2.csv part-3.csv --format json
          mlnet-al select glister pool.csv --labeled labeled.csv --label-column class --query 50
          mlnet-al select coreset --signal Embedding=pool.npy --labeled Embedding=labeled.npy
          mlnet-al select badge --features pool.features --labels labels.csv
          mlnet-al select flcmi pool.csv --targets wanted.csv --avoided known.csv
        """;

    public static Command Create(IAnsiConsole console, TextWriter error)
    {
        var options = new SelectOptions();
        var command = new Command(Name, "Choose rows to label from tables of scores or embeddings (.csv, .npy, .idv).");
        foreach (Argument argument in options.Arguments)
        {
            command.Arguments.Add(argument);
        }
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }
        command.SetAction((result, cancellation) => Task.FromResult(Run(options.Read(result), console, error, cancellation)));
        return command;
    }

    private static int Run(SelectSettings settings, IAnsiConsole console, TextWriter error, CancellationToken cancellation)
    {
        var ml = new MLContext(seed: 1);
        SelectionStrategy strategy = settings.Strategy.Create(ml.ActiveLearning().Strategies);
        if (!settings.Quiet)
        {
            foreach (string option in settings.FindUnused(strategy))
            {
                error.WriteLine($"Note: strategy '{strategy.Name}' does not use {option}.");
            }
        }
        IReadOnlyList<QueriedRow> chosen;
        using (var progress = SelectProgress.Start(error, settings.Quiet))
        {
            chosen = Choose(ml, settings, strategy, progress, cancellation);
        }
        if (settings.Output is { } path)
        {
            AtomicOutput.Write(path, writer => SelectionWriter.Write(writer, settings, chosen));
        }
        else
        {
            SelectionWriter.Write(console.Profile.Out.Writer, settings, chosen);
            console.Profile.Out.Writer.Flush();
        }
        return ExitCode.Done;
    }

    /// <summary>Opens the tables and chooses.</summary>
    /// <exception cref="BadArgumentsException">A file cannot be used, or lacks what the strategy needs.</exception>
    internal static IReadOnlyList<QueriedRow> Choose(
        MLContext ml, SelectSettings settings, SelectionStrategy strategy, SelectProgress? progress, CancellationToken cancellation)
    {
        var tables = new SelectTables(settings, strategy, cancellation);
        try
        {
            using FeatureTables? features = settings.Features is null ? null : new FeatureTables(ml, settings, strategy, cancellation);
            IDataView pool = features?.Pool ?? tables.OpenPool(progress);
            var options = new SelectorOptions
            {
                QuerySize = settings.Query,
                IdColumnName = settings.IdColumn,
                Seed = settings.Seed,
                LabeledRows = features?.Labeled ?? tables.OpenReference("--labeled", settings.Labeled),
                TargetRows = tables.OpenReference("--targets", settings.Targets),
                AvoidedRows = tables.OpenReference("--avoided", settings.Avoided),
                ValidationRows = tables.OpenReference("--validation", settings.Validation),
                LabelColumnName = settings.LabelColumn,
                Threads = settings.Threads,
                CancellationToken = cancellation,
            };
            return ml.ActiveLearning().Selector(strategy, options).Fit(pool).Selected;
        }
        catch (ArgumentException e) when (!e.Message.StartsWith("Bug in", StringComparison.Ordinal))
        {
            throw new BadArgumentsException(SelectHints.Add(FailureText.OneLine(e.Message)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException(SelectHints.Add(FailureText.OneLine(e.Message)));
        }
    }
}
