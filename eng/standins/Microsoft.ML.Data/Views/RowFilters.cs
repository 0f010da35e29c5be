namespace Microsoft.ML.Data;

/// <summary>The predicates of the filters that the data catalog offers.</summary>
internal static class RowFilters
{
    public static IDataView ByRange(IDataView input, DataViewSchema.Column column, double lower, double upper)
    {
        Func<DataViewRow, Func<bool>> makeAccept = column.Type.RawType == typeof(float)
            ? row => InRange(row.GetGetter<float>(column), value => lower <= value && value < upper)
            : row => InRange(row.GetGetter<double>(column), value => lower <= value && value < upper);
        return new FilterDataView(input, [column], makeAccept);
    }

    public static IDataView ByKeyFraction(IDataView input, DataViewSchema.Column column, double lower, double upper)
        => new FilterDataView(input, [column], row =>
        {
            Func<double> fraction = SplitPosition.OfKey(row, column);
            return () => fraction() is double value && lower <= value && value < upper;
        });

    public static IDataView ByMissingValues(IDataView input, string[] columns)
    {
        var needed = new List<DataViewSchema.Column>();
        foreach (string name in columns)
        {
            DataViewSchema.Column column = input.Schema.GetColumnOrNull(name) ?? throw Contracts.ExceptParam(nameof(columns), $"Source column '{name}' not found");
            Contracts.CheckParam(!needed.Exists(c => c.Index == column.Index), nameof(columns), $"Source column '{name}' specified multiple times");
            DataViewType item = column.Type.GetItemType();
            Contracts.CheckParam(item is KeyDataViewType || item.RawType == typeof(float) || item.RawType == typeof(double), nameof(columns),
                $"Column '{name}' has type {column.Type} which does not support missing values, so we cannot filter on them");
            needed.Add(column);
        }
        return new FilterDataView(input, [.. needed], row =>
        {
            Func<bool>[] missing = [.. needed.Select(column => MissingIn(row, column))];
            return () => !Array.Exists(missing, m => m());
        });
    }

    private static Func<bool> InRange<T>(ValueGetter<T> get, Func<T, bool> test)
    {
        T value = default;
        return () =>
        {
            get(ref value);
            return test(value);
        };
    }

    private static Func<bool> MissingIn(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.GetItemType().RawType;
        return type == typeof(float) ? MissingIn<float>(row, column, float.IsNaN)
            : type == typeof(double) ? MissingIn<double>(row, column, double.IsNaN)
            : type == typeof(uint) ? MissingIn<uint>(row, column, v => v == 0)
            : type == typeof(ulong) ? MissingIn<ulong>(row, column, v => v == 0)
            : type == typeof(ushort) ? MissingIn<ushort>(row, column, v => v == 0)
            : MissingIn<byte>(row, column, v => v == 0);
    }

    private static Func<bool> MissingIn<T>(DataViewRow row, DataViewSchema.Column column, Predicate<T> isMissing)
    {
        if (column.Type is not VectorDataViewType)
            return InRange(row.GetGetter<T>(column), value => isMissing(value));
        return InRange(row.GetGetter<VBuffer<T>>(column), values =>
        {
            // Slots that are not stored are missing where the default value is.
            if (!values.IsDense && isMissing(default))
                return true;
            foreach (T value in values.GetValues())
            {
                if (isMissing(value))
                    return true;
            }
            return false;
        });
    }
}
