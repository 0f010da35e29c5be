using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>What <see cref="VaalStrategy"/> and <see cref="TaVaalStrategy"/> do alike: with predicted losses, or without.</summary>
internal static class VariationalSelection
{
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public static void ThrowIfInvalid(string parameter, VaalTraining? training, params ReadOnlySpan<(string Option, string Name, string What)> columns)
    {
        List<string> problems = [.. training is null ? ["Training is null; leave it out for the defaults."] : training.FindProblems()];
        foreach ((string option, string name, string what) in columns)
        {
            if (string.IsNullOrEmpty(name))
            {
                problems.Add($"{option} is empty; name the column of {what}.");
            }
        }
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameter);
        }
    }

    public static SignalColumn Pixels(string columnName) =>
        new(columnName, SignalKind.Image, "Train with Trainers.ImageClassification and add an InputPixels to its Signals.");

    /// <summary>Trains on the pool and the labelled rows, and takes the rows with the highest utilities.</summary>
    /// <param name="pool">The candidates.</param>
    /// <param name="context">The labelled rows, seed and so on.</param>
    /// <param name="training">Sizes and training of the networks.</param>
    /// <param name="pixels">The column of images.</param>
    /// <param name="losses">The column of predicted losses; null for none.</param>
    public static IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context, VaalTraining training, string pixels, string? losses)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        if (pool.RowCount == 0 || context.QuerySize <= 0)
        {
            return [];
        }
        float[] utilities = Vaal.ComputeUtilities(
            pool.GetMatrix(pixels),
            context.Labeled?.GetMatrix(pixels) ?? default,
            pool.GetDimensions(pixels),
            context.Seed,
            training,
            losses is null ? null : pool.GetMatrix(losses),
            losses is null ? null : context.Labeled?.GetMatrix(losses) ?? default(FloatMatrix),
            context.CancellationToken);
        return [.. TopRows.Select(utilities, context.QuerySize, context.Parallelism).Select(p => new SelectedRow(p.Index, (float)p.Score))];
    }
}
