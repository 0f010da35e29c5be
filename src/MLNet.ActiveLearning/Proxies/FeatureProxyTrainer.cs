using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>Trains a small classifier on stored features, to stand in for a network while labels are chosen (SVPp).</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Label column</term><description>key or text</description></item>
/// <item><term>Feature column</term><description>vector of Single (D), finite</description></item>
/// <item><term>Normalisation needed</term><description>no</description></item>
/// <item><term>Caching needed</term><description>no; the labelled features are read once</description></item>
/// <item><term>Cost</term><description>2 to 4 N D H multiplications an epoch for N labelled rows; scoring D H + H C a row</description></item>
/// <item><term>Seeded</term><description>yes; the same weights on any number of threads</description></item>
/// </list>
/// It computes with the library's own kernels and needs no tensor library. Coleman et al., "Selection via Proxy", ICLR 2020; Wen, Pizarro, Williams (ASVP).
/// </remarks>
public sealed class FeatureProxyTrainer : IActiveLearningTrainer, IDescribedTrainer
{
    internal FeatureProxyTrainer(FeatureProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Options = options;
    }

    /// <summary>The options, as they were given.</summary>
    public FeatureProxyOptions Options { get; }

    /// <inheritdoc/>
    public string Description => $"{Options with { Threads = 0, ClassNames = [] }} {string.Join(", ", Options.ClassNames)}";

    /// <summary>Trains a new proxy.</summary>
    /// <param name="input">The labelled rows.</param>
    public FeatureProxyTransformer Fit(IDataView input) => Fit(input, TrainingContext.Default);

    /// <summary>Trains a new proxy; <see cref="TrainingContext.Previous"/> is not looked at, because a proxy always begins anew.</summary>
    /// <param name="input">The labelled rows.</param>
    /// <param name="context">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">A column is missing or ill-typed, or a label or feature is not allowed; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than 2 rows or classes, or the training diverged.</exception>
    public FeatureProxyTransformer Fit(IDataView input, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        DataViewSchema.Column label = ColumnLookup.Find(input.Schema, Options.LabelColumnName, "label", "Set FeatureProxyOptions.LabelColumnName.");
        DataViewSchema.Column features = FindFeatures(input.Schema, Options);
        int width = ((VectorDataViewType)features.Type).Size;
        List<float> values = [];
        List<string> names = [];
        using (DataViewRowCursor cursor = input.GetRowCursor([label, features]))
        {
            Func<string?> readLabel = LabelReader.Create(cursor, label);
            ValueGetter<VBuffer<float>> readFeatures = cursor.GetGetter<VBuffer<float>>(features);
            VBuffer<float> buffer = default;
            float[] row = new float[width];
            while (cursor.MoveNext())
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                names.Add(readLabel() ?? throw new ArgumentException($"Row {cursor.Position} of label column '{label.Name}' has no label. Train on labelled rows only."));
                readFeatures(ref buffer);
                buffer.CopyTo(row);
                values.AddRange(CheckFinite(row, features.Name, cursor.Position));
            }
        }
        string[] classes = FindClasses(label, names);
        int[] labels = Number(names, classes, label.Name);
        var matrix = new FloatMatrix(values.ToArray(), labels.Length, width);
        return new FeatureProxyTransformer(Options, classes, ProxyTraining.Train(matrix, labels, classes.Length, Options, context));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (string name in new[] { Options.FeatureColumnName, Options.LabelColumnName })
        {
            if (!inputSchema.Any(c => c.Name == name))
            {
                throw new ArgumentException($"There is no column '{name}'; the columns are {string.Join(", ", inputSchema.Select(c => c.Name))}. Set FeatureProxyOptions.");
            }
        }
        // A shape says "vector" but no length: any number of classes and any width give the same shape.
        SchemaShape appended = SchemaShapes.Create(ProxySchema.CreateAppended(["0", "1"], embeddingWidth: 1));
        HashSet<string> hidden = [.. appended.Select(c => c.Name)];
        return new SchemaShape(inputSchema.Where(c => !hidden.Contains(c.Name)).Concat(appended));
    }

    ITransformer IEstimator<ITransformer>.Fit(IDataView input) => Fit(input);

    ITransformer IActiveLearningTrainer.Fit(IDataView input, TrainingContext context) => Fit(input, context);

    internal static DataViewSchema.Column FindFeatures(DataViewSchema schema, FeatureProxyOptions options)
    {
        DataViewSchema.Column column = ColumnLookup.Find(
            schema, options.FeatureColumnName, "feature", "Add stored features with FeatureStore.AddTo, or set FeatureProxyOptions.FeatureColumnName.");
        return column.Type is VectorDataViewType { Size: > 0 } vector && vector.ItemType.RawType == typeof(float)
            ? column
            : throw new ArgumentException($"Column '{column.Name}' is {column.Type}; a proxy is trained on a vector of Single of known size.");
    }

    internal static float[] CheckFinite(float[] row, string column, long position)
    {
        int bad = Array.FindIndex(row, v => !float.IsFinite(v));
        return bad < 0 ? row : throw new ArgumentException(
            $"Column '{column}' holds {row[bad]} in row {position}; all features must be finite. Look for a diverged model or a damaged input in that row.");
    }

    private string[] FindClasses(DataViewSchema.Column label, List<string> names)
    {
        string[] classes = Options.ClassNames.Count > 0 ? [.. Options.ClassNames]
            : label.Type is KeyDataViewType ? KeyNames.Read(label) ?? []
            : [];
        classes = classes.Length > 0 ? classes : [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return classes.Length >= 2 && names.Count >= 2 ? classes : throw new InvalidOperationException(
            $"A proxy needs at least 2 labelled rows and 2 classes; there are {names.Count} rows of {classes.Length} classes. Label rows of another class, or name all classes in FeatureProxyOptions.ClassNames.");
    }

    private static int[] Number(List<string> names, string[] classes, string column)
    {
        Dictionary<string, int> numbers = classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        return [.. names.Select((name, row) => numbers.TryGetValue(name, out int number) ? number : throw new ArgumentException(
            $"Row {row} of label column '{column}' has the label '{name}', which is none of the classes {string.Join(", ", classes)}."))];
    }
}
