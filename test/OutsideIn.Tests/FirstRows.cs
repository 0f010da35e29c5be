using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Saving;

namespace Outsider;

/// <summary>A transformer of somebody else's that can be saved beside those of ML.NET: it passes the first rows on.</summary>
public sealed class FirstRows(MLContext context, int count) : ISavableModel
{
    public bool IsRowToRowMapper => false;

    public Type ReaderType => typeof(FirstRowsReader);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException("It leaves rows out.");

    public IDataView Transform(IDataView input) => context.Data.TakeRows(input, count);

    public void Save(IModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var text = new StreamWriter(writer.CreatePart("count.txt"));
        text.Write(count.ToString(CultureInfo.InvariantCulture));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("Save with ActiveLearning().Save.");
}

/// <summary>Reads a <see cref="FirstRows"/>.</summary>
public sealed class FirstRowsReader : IModelReader
{
    public ISavableModel Load(MLContext context, IModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var text = new StreamReader(source.OpenPart("count.txt"));
        return new FirstRows(context, int.Parse(text.ReadToEnd(), CultureInfo.InvariantCulture));
    }
}
