using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Numerics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>Rows with the columns of a proxy, scored block by block as they are read.</summary>
internal sealed class ProxyScoredView(IDataView source, FeatureProxyTransformer proxy) : IDataView
{
    private const int BlockRows = 4096;

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = proxy.GetOutputSchema(source.Schema);

    private FeatureProxyTransformer Proxy => proxy;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(c => c.Index)];
        return new Cursor(this, source.GetRowCursor(source.Schema.Where(c => active.Contains(c.Index))), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private DataViewRowCursor OpenFeatures() => source.GetRowCursor([FeatureProxyTrainer.FindFeatures(source.Schema, proxy.Options)]);

    // One cursor stands at the reader's row, another reads features a block ahead.
    private sealed class Cursor : ForwardingCursor
    {
        private readonly ProxyNetwork network;
        private readonly Parallelism parallelism;
        private readonly HashSet<int> active;
        private readonly DataViewRowCursor? ahead;
        private readonly ValueGetter<VBuffer<float>>? readFeatures;
        private readonly string featureName = "";
        private float[] probabilities = [];
        private FloatMatrix embeddings;
        private int row = -1;
        private int count;

        public Cursor(ProxyScoredView view, DataViewRowCursor source, HashSet<int> active)
            : base(source, view.Schema)
        {
            this.active = active;
            network = view.Proxy.Network;
            parallelism = new Parallelism(view.Proxy.Options.Threads);
            if (active.Any(index => index >= source.Schema.Count))
            {
                ahead = view.OpenFeatures();
                DataViewSchema.Column column = FeatureProxyTrainer.FindFeatures(source.Schema, view.Proxy.Options);
                featureName = column.Name;
                readFeatures = ahead.GetGetter<VBuffer<float>>(column);
            }
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"Column '{column.Name}' was not asked for when the cursor was opened.", nameof(column));
            }
            if (column.Index < Source.Schema.Count)
            {
                return base.GetGetter<TValue>(column);
            }
            Delegate getter = (column.Index - Source.Schema.Count) switch
            {
                ProxySchema.PredictedLabel => (ValueGetter<uint>)((ref uint value) => value = (uint)TensorPrimitives.IndexOfMax<float>(ScoreOfRow()) + 1),
                ProxySchema.Score => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Copy(ScoreOfRow(), ref value)),
                _ => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Copy(embeddings[row], ref value)),
            };
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; it was read as {typeof(TValue)}.");
        }

        protected override bool AcceptsRow()
        {
            if (ahead is not null && ++row >= count)
            {
                ScoreBlock();
                row = 0;
            }
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                ahead?.Dispose();
            }
            base.Dispose(disposing);
        }

        private void ScoreBlock()
        {
            int width = network.InputWidth;
            float[] features = new float[BlockRows * width];
            float[] line = new float[width];
            VBuffer<float> buffer = default;
            for (count = 0; count < BlockRows && ahead!.MoveNext(); count++)
            {
                readFeatures!(ref buffer);
                buffer.CopyTo(line);
                FeatureProxyTrainer.CheckFinite(line, featureName, ahead.Position).CopyTo(features.AsSpan(count * width));
            }
            if (count == 0)
            {
                throw new InvalidOperationException("The view gave fewer rows when it was read a second time. A view has to give the same rows each time.");
            }
            probabilities = new float[count * network.ClassCount];
            embeddings = network.Score(new FloatMatrix(features.AsMemory(0, count * width), count, width), probabilities, parallelism);
        }

        private ReadOnlySpan<float> ScoreOfRow() => probabilities.AsSpan(row * network.ClassCount, network.ClassCount);

        private static void Copy(ReadOnlySpan<float> values, ref VBuffer<float> target)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref target, values.Length);
            values.CopyTo(editor.Values);
            target = editor.Commit();
        }
    }
}
