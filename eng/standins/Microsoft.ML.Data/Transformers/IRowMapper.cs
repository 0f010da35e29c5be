namespace Microsoft.ML.Data;

/// <summary>Computes columns from a row, bound to an input schema; <see cref="RowToRowMapperTransform"/> makes data of it.</summary>
internal interface IRowMapper
{
    /// <summary>The columns that are added.</summary>
    DataViewSchema.DetachedColumn[] GetOutputColumns();

    /// <summary>Which input columns (by index) these outputs (by position among the added columns) need.</summary>
    Func<int, bool> GetDependencies(Func<int, bool> activeOutput);

    /// <summary>A ValueGetter of the output's type for each active output, null for the others.</summary>
    Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer);
}
