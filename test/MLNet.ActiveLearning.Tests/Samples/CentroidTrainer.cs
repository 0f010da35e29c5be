using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Samples;

/// <summary>Nearest centroid: trains in one pass without chance, and can continue from a model, report and be cancelled.</summary>
internal sealed class CentroidTrainer(IReadOnlyList<string> classNames, string labelColumnName = "Label") : IActiveLearningTrainer, IDescribedTrainer
{
    /// <summary>Called where a real trainer could be interrupted.</summary>
    public Action Step { get; init; } = () => { };

    public string Description { get; init; } = "centroids";

    public ITransformer Fit(IDataView input) => Fit(input, TrainingContext.Default);

    public ITransformer Fit(IDataView input, TrainingContext context)
    {
        Step();
        var previous = (CentroidModel?)context.Previous;
        float[][] sums = [.. classNames.Select(_ => new float[4])];
        int[] counts = new int[classNames.Count];
        using (DataViewRowCursor cursor = input.GetRowCursor(input.Schema))
        {
            Func<string?> label = LabelReader.Create(cursor, input.Schema[labelColumnName]);
            var features = cursor.GetGetter<VBuffer<float>>(input.Schema["Features"]);
            VBuffer<float> row = default;
            while (cursor.MoveNext())
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                int c = classNames.ToList().IndexOf(label()!);
                features(ref row);
                counts[c]++;
                for (int d = 0; d < 4; d++)
                {
                    sums[c][d] += row.GetItemOrDefault(d);
                }
            }
        }
        // A class without rows has its centroid at 0; a continued model moves halfway to the new centroids.
        float[][] centroids = [.. sums.Select((sum, c) => sum.Select((s, d) =>
        {
            float now = s / Math.Max(1, counts[c]);
            return previous is null ? now : (previous.Centroids[c][d] + now) / 2;
        }).ToArray())];
        context.Progress?.Report(new TrainingProgress(1, 1, 0, 0, 0, 0));
        Step();
        return new CentroidModel(classNames, centroids) { Step = Step };
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var nothing = new DataViewSchema.Builder();
        return new SchemaShape(inputSchema.Concat(SchemaShapes.Create(new CentroidModel(classNames, []).GetOutputSchema(nothing.ToSchema()))));
    }
}
