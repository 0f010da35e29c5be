using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(IHostEnvironment env, IDataView data, string labelName, string scoreName, string predictedLabelName, int topK)
    {
        DataViewSchema.Column label = Find(data.Schema, labelName, "Label"), score = Find(data.Schema, scoreName, "Score");
        Find(data.Schema, predictedLabelName, "PredictedLabel");
        if (score.Type is not VectorDataViewType { Size: >= 2 } scores || scores.ItemType != NumberDataViewType.Single)
            throw Contracts.ExceptSchemaMismatch("schema", "score", scoreName, "vector of two or more items of type Single", score.Type.ToString());
        if (label.Type != NumberDataViewType.Single && label.Type is not KeyDataViewType)
            throw Contracts.ExceptSchemaMismatch("schema", "label", labelName, "Single or Key", label.Type.ToString());

        var counters = new MulticlassCounters(scores.Size);
        using (DataViewRowCursor cursor = data.GetRowCursor(data.Schema.Where(c => c.Index == label.Index || c.Index == score.Index)))
        {
            Func<float> getLabel = LabelOf(cursor, label);
            ValueGetter<VBuffer<float>> getScores = cursor.GetGetter<VBuffer<float>>(score);
            VBuffer<float> buffer = default;
            var dense = new float[scores.Size];
            while (cursor.MoveNext())
            {
                getScores(ref buffer);
                Contracts.Check(buffer.Length == dense.Length, $"A row has {buffer.Length} scores instead of {dense.Length}.");
                buffer.CopyTo(dense);
                counters.Add(getLabel(), dense);
            }
        }
        Warn(env, counters);
        return counters.ToMetrics(ClassNames(score, scores.Size), topK);
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name, string role)
        => schema.GetColumnOrNull(name) ?? throw Contracts.ExceptParam(nameof(schema), $"{role} column '{name}' not found");

    private static Func<float> LabelOf(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not KeyDataViewType)
            return Convert<float>(row, column, v => v);
        Type type = column.Type.RawType;
        return type == typeof(uint) ? Convert<uint>(row, column, v => v > 0 ? v - 1 : float.NaN)
            : type == typeof(ulong) ? Convert<ulong>(row, column, v => v > 0 ? v - 1 : float.NaN)
            : type == typeof(ushort) ? Convert<ushort>(row, column, v => v > 0 ? v - 1 : float.NaN)
            : Convert<byte>(row, column, v => v > 0 ? v - 1 : float.NaN);
    }

    private static Func<float> Convert<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float> convert)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            get(ref value);
            return convert(value);
        };
    }

    private static string[] ClassNames(DataViewSchema.Column score, int classes)
    {
        if (score.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.SlotNames)?.Type is not VectorDataViewType { ItemType: TextDataViewType } names
            || names.Size != classes)
            return [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        VBuffer<ReadOnlyMemory<char>> values = default;
        score.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref values);
        return [.. values.DenseValues().Select(v => v.ToString())];
    }

    private static void Warn(IHostEnvironment env, MulticlassCounters counters)
    {
        using IChannel channel = env.Start("Evaluation");
        void Say(long rows, string what)
        {
            if (rows > 0)
                channel.Warning(MessageSensitivity.None, string.Format(CultureInfo.InvariantCulture, what, rows));
        }
        Say(counters.UnlabeledRows, "Encountered {0} unlabeled instances during testing.");
        Say(counters.BadScores, "The predictor produced non-finite prediction values on {0} instances during testing. Possible causes: abnormal data or the predictor is numerically unstable.");
        Say(counters.UnknownClasses, "Found {0} test instances with class values not seen in the training set. LogLoss is reported higher than usual because of these instances.");
        Say(counters.BadLabels, "Found {0} test instances with labels that are either negative or non integers. These instances were ignored");
    }
}
