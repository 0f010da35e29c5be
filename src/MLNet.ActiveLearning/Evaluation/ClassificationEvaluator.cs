using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Measures the output of a multiclass model.</summary>
/// <remarks>
/// Classes are compared by name, so the labels may be text where ML.NET's own <c>Evaluate</c> asks for the model's keys. On keys both
/// give the same numbers. A label that the model does not know counts as wrong, with the smallest probability.
/// </remarks>
public static class ClassificationEvaluator
{
    private const double SmallestProbability = 1e-15;
    private const int CalibrationBins = 15;

    /// <summary>Measures a scored view, in one pass.</summary>
    /// <param name="scored">A view with labels, class probabilities and predicted labels.</param>
    /// <param name="labelColumnName">The column of true labels: text, a key or a number.</param>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    /// <param name="predictedLabelColumnName">The column of predicted keys; its key names are the class names.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <exception cref="ArgumentException">A column is missing or ill-typed, or the view has no labelled row.</exception>
    public static ClassificationMetrics Evaluate(
        IDataView scored,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scored);
        const string remedy = "Pass the output of a multiclass model on labelled rows.";
        var label = ColumnLookup.Find(scored.Schema, labelColumnName, "label", remedy);
        var score = ColumnLookup.Find(scored.Schema, scoreColumnName, "score", remedy);
        var predicted = ColumnLookup.Find(scored.Schema, predictedLabelColumnName, "predicted label", remedy);
        LabelReader.Check(label);
        if (score.Type is not VectorDataViewType { Size: > 1 } vector || vector.ItemType.RawType != typeof(float))
        {
            throw new ArgumentException($"The score column '{score.Name}' is {score.Type}; it must be a vector of Single with one probability a class. {remedy}");
        }
        if (predicted.Type is not KeyDataViewType || predicted.Type.RawType != typeof(uint))
        {
            throw new ArgumentException($"The predicted label column '{predicted.Name}' is {predicted.Type}; it must be a key of UInt32. {remedy}");
        }
        string[] names = KeyNames.Read(predicted) ?? [.. Enumerable.Range(0, vector.Size).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];

        var tally = new Tally(names);
        using DataViewRowCursor cursor = scored.GetRowCursor([label, score, predicted]);
        Func<string?> readLabel = LabelReader.Create(cursor, label);
        var getScore = cursor.GetGetter<VBuffer<float>>(score);
        var getPredicted = cursor.GetGetter<uint>(predicted);
        VBuffer<float> buffer = default;
        float[] probabilities = new float[vector.Size];
        uint key = 0;
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (readLabel() is not { } truth)
            {
                continue;
            }
            getScore(ref buffer);
            getPredicted(ref key);
            buffer.CopyTo(probabilities);
            tally.Add(truth, probabilities, (int)key - 1, cursor.Position);
        }
        return tally.ToMetrics(labelColumnName);
    }

    private sealed class Tally(string[] names)
    {
        private readonly Dictionary<string, int> classes = names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        private readonly int[] rowsOfClass = new int[names.Length];
        private readonly int[] correctOfClass = new int[names.Length];
        private readonly Dictionary<string, int> unknownLabels = [];
        private readonly (int Rows, int Correct, double Confidence)[] bins = new (int, int, double)[CalibrationBins];
        private int rows;
        private int correctRows;
        private double logLoss;

        public void Add(string truth, ReadOnlySpan<float> probabilities, int predicted, long position)
        {
            int trueClass = classes.GetValueOrDefault(truth, -1);
            bool correct = trueClass >= 0 && predicted == trueClass;
            float confidence = 0;
            foreach (float p in probabilities)
            {
                if (!float.IsFinite(p))
                {
                    throw new ArgumentException($"The score of row {position} holds {p}; all probabilities must be finite. Look for a diverged model.");
                }
                confidence = Math.Max(confidence, p);
            }
            rows++;
            correctRows += correct ? 1 : 0;
            logLoss -= Math.Log(Math.Max(SmallestProbability, trueClass >= 0 ? probabilities[trueClass] : 0));
            if (trueClass >= 0)
            {
                rowsOfClass[trueClass]++;
                correctOfClass[trueClass] += correct ? 1 : 0;
            }
            else
            {
                unknownLabels[truth] = unknownLabels.GetValueOrDefault(truth) + 1;
            }
            ref var bin = ref bins[Math.Clamp((int)Math.Ceiling(confidence * CalibrationBins) - 1, 0, CalibrationBins - 1)];
            bin = (bin.Rows + 1, bin.Correct + (correct ? 1 : 0), bin.Confidence + confidence);
        }

        public ClassificationMetrics ToMetrics(string labelColumnName)
        {
            if (rows == 0)
            {
                throw new ArgumentException($"No row has a label in column '{labelColumnName}', so there is nothing to measure.");
            }
            double[] perClass = [.. rowsOfClass.Select((n, c) => n == 0 ? double.NaN : (double)correctOfClass[c] / n)];
            int occurring = perClass.Count(a => !double.IsNaN(a)) + unknownLabels.Count;
            return new ClassificationMetrics
            {
                Count = rows,
                MicroAccuracy = (double)correctRows / rows,
                MacroAccuracy = perClass.Where(a => !double.IsNaN(a)).Sum() / occurring,
                LogLoss = logLoss / rows,
                CalibrationError = bins.Sum(b => Math.Abs(b.Correct - b.Confidence)) / rows,
                PerClassAccuracy = perClass,
                ClassNames = names,
            };
        }
    }
}
