using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Microsoft.ML
{
    public static class DebuggerExtensions
    {
        public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100) => new(data, maxRows);

        public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = 100)
            => new(transformer.Transform(data), maxRows);

        public static DataDebuggerPreview Preview(this IEstimator<ITransformer> estimator, IDataView data, int maxRows = 100, int maxTrainingRows = 100)
        {
            Contracts.CheckValue(estimator, nameof(estimator));
            Contracts.CheckValue(data, nameof(data));
            Contracts.CheckParam(maxRows >= 0, nameof(maxRows));
            Contracts.CheckParam(maxTrainingRows >= 0, nameof(maxTrainingRows));
            return new(estimator.Fit(new SkipTakeDataView(data, 0, maxTrainingRows)).Transform(data), maxRows);
        }

        public static DataDebuggerPreview Preview<TSource>(this IDataLoader<TSource> loader, TSource source, int maxRows = 100)
            => new(loader.Load(source), maxRows);
    }
}

namespace Microsoft.ML.Data
{
    public sealed class DataDebuggerPreview
    {
        internal DataDebuggerPreview(IDataView data, int maxRows)
        {
            Contracts.CheckValue(data, nameof(data));
            Contracts.CheckParam(maxRows >= 0, nameof(maxRows));
            Schema = data.Schema;
            var rows = new List<RowInfo>();
            List<object>[] columns = [.. Schema.Select(_ => new List<object>())];
            using (DataViewRowCursor cursor = data.GetRowCursor(Schema))
            {
                Func<object>[] readers = [.. Schema.Select(c => Reader(cursor, c))];
                while (rows.Count < maxRows && cursor.MoveNext())
                {
                    rows.Add(new RowInfo([.. readers.Select((read, i) => KeyValuePair.Create(Schema[i].Name, read()))]));
                    for (int i = 0; i < columns.Length; i++)
                        columns[i].Add(readers[i]());
                }
            }
            RowView = [.. rows];
            ColumnView = [.. columns.Select((values, i) => new ColumnInfo(Schema[i], [.. values]))];
        }

        public DataViewSchema Schema { get; }

        public ImmutableArray<ColumnInfo> ColumnView { get; }

        public ImmutableArray<RowInfo> RowView { get; }

        public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

        private static Func<object> Reader(DataViewRow row, DataViewSchema.Column column)
            => typeof(DataDebuggerPreview).GetMethod(nameof(ReaderOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
                .MakeGenericMethod(column.Type.RawType).CreateDelegate<Func<DataViewRow, DataViewSchema.Column, Func<object>>>()(row, column);

        private static Func<object> ReaderOf<T>(DataViewRow row, DataViewSchema.Column column)
        {
            ValueGetter<T> get = row.GetGetter<T>(column);
            return () =>
            {
                T value = default;
                get(ref value);
                return value;
            };
        }

        public sealed class RowInfo
        {
            internal RowInfo(KeyValuePair<string, object>[] values) => Values = values;

            public KeyValuePair<string, object>[] Values { get; }

            public override string ToString() => $"{Values.Length} columns";
        }

        public sealed class ColumnInfo
        {
            internal ColumnInfo(DataViewSchema.Column column, object[] values)
            {
                Column = column;
                Values = values;
            }

            public DataViewSchema.Column Column { get; }

            public object[] Values { get; }

            public override string ToString() => $"{Column.Name}: {Column.Type}";
        }
    }
}
