using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Optimization;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Trainers;

/// <summary>The input and output columns of the maximum entropy trainers, and the reading of the training rows.</summary>
internal static class MaximumEntropyColumns
{
    public static SchemaShape.Column Features(string name)
    {
        Contracts.CheckNonEmpty(name, "featureColumn");
        return new(name, VectorKind.Vector, NumberDataViewType.Single, false);
    }

    public static SchemaShape.Column Label(string name)
    {
        Contracts.CheckNonEmpty(name, "labelColumn");
        return new(name, VectorKind.Scalar, NumberDataViewType.UInt32, true);
    }

    public static SchemaShape.Column Weight(string name)
        => name is null ? default : new(name, VectorKind.Scalar, NumberDataViewType.Single, false);

    public static SchemaShape.Column[] Outputs(SchemaShape inputSchema, string labelName)
    {
        inputSchema.TryFindColumn(labelName, out var label);
        var keyValues = label.Annotations.Where(a => a.Name == AnnotationUtils.Kinds.KeyValues);
        return
        [
            new(DefaultColumnNames.Score, VectorKind.Vector, NumberDataViewType.Single, false,
                new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))),
            new(DefaultColumnNames.PredictedLabel, VectorKind.Scalar, NumberDataViewType.UInt32, true,
                new SchemaShape(keyValues.Concat(AnnotationUtils.GetTrainerOutputAnnotation()))),
        ];
    }

    /// <summary>The rows that have a label, finite features and a positive weight; the others are skipped with a warning.</summary>
    public static TrainingSet Read(IDataView data, string featureName, string labelName, string weightName, IChannel channel)
    {
        var schema = data.Schema;
        DataViewSchema.Column features = schema[featureName], label = schema[labelName];
        DataViewSchema.Column? weight = weightName is null ? null : schema[weightName];
        int dimension = features.Type.GetVectorSize();
        Contracts.Check(dimension > 0, "The feature vector has no slots.");

        var values = new List<float>();
        var labels = new List<int>();
        var weights = weight is null ? null : new List<float>();
        long skipped = 0;
        using (var cursor = data.GetRowCursor(weight is { } column ? [features, label, column] : [features, label]))
        {
            var featureGetter = cursor.GetGetter<VBuffer<float>>(features);
            var labelGetter = cursor.GetGetter<uint>(label);
            var weightGetter = weight is { } w ? cursor.GetGetter<float>(w) : null;
            VBuffer<float> vector = default;
            uint key = 0;
            float instanceWeight = 1;
            var row = new float[dimension];
            while (cursor.MoveNext())
            {
                featureGetter(ref vector);
                labelGetter(ref key);
                weightGetter?.Invoke(ref instanceWeight);
                vector.CopyTo(row);
                if (key == 0 || !(instanceWeight > 0 && float.IsFinite(instanceWeight)) || !row.All(float.IsFinite))
                {
                    skipped++;
                    continue;
                }
                values.AddRange(row);
                labels.Add((int)key - 1);
                weights?.Add(instanceWeight);
            }
        }
        if (skipped > 0)
            channel.Warning(MessageSensitivity.None, "Skipped {0} instances with missing features/label/weight during training", skipped);
        Contracts.Check(labels.Count > 0, "Training set has 0 instances, aborting training.");
        return new TrainingSet([.. values], [.. labels], weights?.ToArray(), dimension, label.Type.GetKeyCountAsInt32());
    }
}
