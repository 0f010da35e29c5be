using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Tool.Tables;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Transferability;
using Spectre.Console;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al transferability</c>: ranks feature files by how well their features suit labelled rows.</summary>
internal static class TransferabilityCommand
{
    private static readonly Choice<LogMeMode> Modes = new("--mode", ("corrected", LogMeMode.Corrected), ("released", LogMeMode.Released), ("icml", LogMeMode.Icml));

    public static Command Create(IAnsiConsole console)
    {
        var files = new Argument<string[]>("FEATURES") { Description = "Feature files of 'mlnet-al features', one for each network.", Arity = ArgumentArity.OneOrMore };
        Option<string?> data = OptionalText("--data", "The data set whose classes are the labels: a folder or .zip of images by class, a published data set's folder, or 'synthetic'.");
        Option<string?> labels = OptionalText("--labels", "Instead: a .csv file of labels by id.");
        Option<int?> rows = OptionalInteger("--rows", "Compare on so many rows, drawn at random. Default: all with labels.");
        Option<string> mode = Text("--mode", "corrected", $"The form of the evidence: {Modes.Listed}");
        Option<int> seed = Integer("--seed", 1, "Which rows are drawn.");
        Option<int?> threads = OptionalInteger("--threads", "Threads. Default: the physical cores.");
        var command = new Command("transferability", "Rank networks by how well their features suit labelled images (LogME, before and after potential energy decline).")
        {
            files, data, labels, rows, mode, seed, threads,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            console,
            result.GetRequiredValue(files),
            Draw(ReadLabels(result.GetValue(data), result.GetValue(labels), cancellation), result.GetValue(rows), result.GetValue(seed)),
            Modes.Read(result.GetRequiredValue(mode)),
            new Parallelism(RequirePositive("--threads", result.GetValue(threads) ?? PhysicalCores.Count), cancellation))));
        return command;
    }

    private static int Run(IAnsiConsole console, string[] files, IReadOnlyList<(string Id, string Label)> rows, LogMeMode mode, Parallelism parallelism)
    {
        string[] classes = [.. rows.Select(r => r.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            throw new BadArgumentsException($"The labelled rows have {classes.Length} class{(classes.Length == 1 ? $", '{classes[0]}'" : "es")}; at least 2 are needed to tell whether features keep classes apart.");
        }
        int[] labels = [.. rows.Select(r => Array.BinarySearch(classes, r.Label, StringComparer.Ordinal))];
        List<Ranked> ranked = [.. files.Select(file => Score(file, rows, labels, mode, parallelism)).OrderByDescending(r => r.Score)];
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} labelled rows of {classes.Length} classes; higher is better"));
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("features").NoWrap());
        foreach (string name in new[] { "width", "LogME", "PED steps", "LogME after PED", "seconds" })
        {
            table.AddColumn(new TableColumn(name).NoWrap().RightAligned());
        }
        foreach (Ranked row in ranked)
        {
            table.AddRow(new Text(row.File), Number(row.Width, "0"), Number(row.Score, "0.0000"), Number(row.Steps, "0"), Number(row.MovedScore, "0.0000"), Number(row.Seconds, "0.00"));
        }
        console.Write(table);
        return ExitCode.Done;

        static Text Number(double value, string format) => new(value.ToString(format, CultureInfo.InvariantCulture));
    }

    private static Ranked Score(string file, IReadOnlyList<(string Id, string Label)> rows, int[] labels, LogMeMode mode, Parallelism parallelism)
    {
        try
        {
            using FeatureStore store = FeatureStore.Open(file);
            FloatMatrix pool = Read(store, [.. Enumerable.Range(0, store.Count)]), features = Read(store, [.. rows.Select(r => Find(store, r.Id))]);
            long began = Stopwatch.GetTimestamp();
            var options = new LogMeOptions { Mode = mode };
            double score = LogMe.Compute(features, labels, options, parallelism).Score;
            ClusterMotion motion = PotentialEnergyDecline.Compute(features, labels, pool, parallelism: parallelism);
            double moved = LogMe.Compute(motion.Move(features, labels), labels, options, parallelism).Score;
            return new Ranked(file, features.ColumnCount, score, motion.Iterations, moved, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException or ArgumentException)
        {
            throw new BadArgumentsException($"'{file}': {FailureText.OneLine(e.Message)}");
        }
    }

    private static int Find(FeatureStore store, string id)
    {
        int row = store.Find(id);
        return row >= 0 ? row : throw new InvalidDataException(
            $"It has no features of the labelled row '{id}'. Compute them with 'mlnet-al features' on the same data; all files are compared on the same rows.");
    }

    private static FloatMatrix Read(FeatureStore store, int[] rows)
    {
        int width = store.Description.Dimension;
        var values = new float[checked(rows.Length * width)];
        for (int i = 0; i < rows.Length; i++)
        {
            store.Read(rows[i], values.AsSpan(i * width, width));
        }
        return new FloatMatrix(values, rows.Length, width);
    }

    private static IReadOnlyList<(string Id, string Label)> ReadLabels(string? data, string? labels, CancellationToken cancellation)
    {
        if (data is null == labels is null)
        {
            throw new BadArgumentsException("Name the labels: --data with a data set whose classes are the labels, or --labels with a .csv file of labels by id.");
        }
        if (labels is not null)
        {
            return LabelTable.Read(labels, SelectSettings.DefaultIdColumn, SelectSettings.DefaultLabelColumn, separator: null, cancellation);
        }
        ImageDataset images = RunCommand.OpenData(data!);
        return LabelTable.Read(images.Train, SelectSettings.DefaultIdColumn, SelectSettings.DefaultLabelColumn);
    }

    private static IReadOnlyList<(string Id, string Label)> Draw(IReadOnlyList<(string Id, string Label)> rows, int? count, int seed)
    {
        if (count is not { } wanted || wanted >= rows.Count)
        {
            return rows;
        }
        int[] order = new SeededRandom((ulong)seed).Permutation(rows.Count);
        return [.. order.Take(RequirePositive("--rows", wanted)).Select(i => rows[i])];
    }

    private static int RequirePositive(string option, int value) => value >= 1 ? value : throw new BadArgumentsException($"{option} is {value}; give at least 1.");

    private sealed record Ranked(string File, int Width, double Score, int Steps, double MovedScore, double Seconds);
}
