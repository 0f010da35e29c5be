namespace Microsoft.ML.Data;

public interface IRowToRowMapper
{
    DataViewSchema InputSchema { get; }

    DataViewSchema OutputSchema { get; }

    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}

public interface IMultiStreamSource
{
    int Count { get; }

    string GetPathOrNull(int index);

    Stream Open(int index);

    TextReader OpenTextReader(int index);
}

internal delegate void ValueMapper<TSource, TDestination>(in TSource source, ref TDestination destination);

/// <summary>What a trained model offers to the transformer that wraps it.</summary>
internal interface IValueMapper
{
    DataViewType InputType { get; }

    DataViewType OutputType { get; }

    ValueMapper<TSource, TDestination> GetMapper<TSource, TDestination>();
}
