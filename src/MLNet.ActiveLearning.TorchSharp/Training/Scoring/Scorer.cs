using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Training;

/// <summary>Runs a model on batches of inputs and brings the wanted columns back.</summary>
internal sealed class Scorer
{
    private const long MaximumInputBytes = 256L << 20;
    private readonly ImageClassificationModel model;
    private readonly Lock turn = new();

    public Scorer(ImageClassificationModel model)
    {
        this.model = model;
        Writer = new InputWriter(model.Shape, model.Normalization);
        BatchSize = (int)Math.Clamp(MaximumInputBytes / (4L * model.Shape.Size), 1, model.Options.ScoringBatchSize);
    }

    /// <summary>Rows that go through the network at once.</summary>
    public int BatchSize { get; }

    public ImageShape Shape => model.Shape;

    public InputWriter Writer { get; }

    /// <summary>Scores a batch.</summary>
    /// <param name="buffer">The inputs.</param>
    /// <param name="ids">The ids of the rows, as many as there are inputs.</param>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="firstRow">The first row's position, for error messages.</param>
    public ScoredBatch Score(InputBuffer buffer, IReadOnlyList<DataViewRowId> ids, IReadOnlyCollection<OutputColumn> columns, long firstRow)
    {
        int count = ids.Count;
        // The tensor library uses all cores for one batch; two at a time would only get into each other's way.
        lock (turn)
        {
            // Signals may ask for gradients, which tensors made in inference mode never have.
            using IDisposable mode = columns.Any(c => c.Kind == OutputKind.Signal) ? no_grad() : inference_mode();
            using var scope = NewDisposeScope();
            Tensor images = buffer.GetInput(count, model.Device, model.UsesChannelsLast);
            NetworkOutput output = model.Network.call(images);
            var values = new Dictionary<OutputColumn, float[]>();
            uint[] keys = [];
            if (columns.Any(c => c.Kind is OutputKind.PredictedLabel or OutputKind.Score))
            {
                float[] probabilities = Read(output.Logits.softmax(1)); // (B, C)
                ThrowIfNotFinite(probabilities, model.ClassNames.Count, firstRow);
                keys = GetKeys(probabilities, count);
                foreach (OutputColumn column in columns.Where(c => c.Kind == OutputKind.Score))
                {
                    values.Add(column, probabilities);
                }
            }

            foreach (OutputColumn column in columns.Where(c => c.Kind == OutputKind.Embedding))
            {
                values.Add(column, Read(output.Embedding)); // (B, D)
            }

            foreach (IGrouping<int, OutputColumn> head in columns.Where(c => c.Kind == OutputKind.Head).GroupBy(c => c.Source))
            {
                IReadOnlyList<Tensor> parts = model.Heads[head.Key].Score(CreateBatch(images, output, ids));
                ReadParts($"Head '{model.Options.Heads[head.Key].Name}'", parts, head, count, values);
            }

            foreach (IGrouping<int, OutputColumn> group in columns.Where(c => c.Kind == OutputKind.Signal).GroupBy(c => c.Source))
            {
                ScoringSignal signal = model.Options.Signals[group.Key];
                ReadParts($"Signal '{signal.Name}'", signal.Compute(CreateBatch(images, output, ids)), group, count, values);
            }

            return new ScoredBatch(count, values, keys);
        }
    }

    private ScoringBatch CreateBatch(Tensor images, NetworkOutput output, IReadOnlyList<DataViewRowId> ids) =>
        new(model.Network, images, output, ids, model.Options.Seed) { DropoutLayers = model.DropoutLayers };

    private static float[] Read(Tensor tensor)
    {
        using Tensor values = tensor.to(ScalarType.Float32).cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(values.bytes).ToArray();
    }

    private static void ReadParts(
        string source, IReadOnlyList<Tensor> parts, IEnumerable<OutputColumn> columns, int count, Dictionary<OutputColumn, float[]> values)
    {
        foreach (OutputColumn column in columns)
        {
            float[] numbers = column.Part < parts.Count ? Read(parts[column.Part]) : [];
            int expected = count * Math.Max(1, column.Size);
            values.Add(column, numbers.Length == expected ? numbers : throw new InvalidOperationException(
                $"{source} gave {numbers.Length} numbers for column '{column.Name}' of {count} rows; its definition promises {expected}."));
        }
    }

    private uint[] GetKeys(float[] probabilities, int count)
    {
        int classes = model.ClassNames.Count;
        var keys = new uint[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = (uint)TensorPrimitives.IndexOfMax(probabilities.AsSpan(i * classes, classes)) + 1;
        }

        return keys;
    }

    private static void ThrowIfNotFinite(float[] probabilities, int classes, long firstRow)
    {
        int bad = Array.FindIndex(probabilities, p => !float.IsFinite(p));
        if (bad >= 0)
        {
            throw new InvalidOperationException(
                $"The network's probabilities for row {firstRow + (bad / classes)} are not numbers. Its weights are damaged; train it again, with a lower learning rate.");
        }
    }
}
