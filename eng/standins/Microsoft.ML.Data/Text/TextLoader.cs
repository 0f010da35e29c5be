using System.Reflection;

namespace Microsoft.ML.Data;

/// <remarks>Sparse rows, variable ranges and options embedded in the file are not supported, and a loader cannot be saved.</remarks>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    private readonly TextColumn[] _columns;
    private readonly TextLines _lines;
    private readonly DataViewSchema _schema;

    internal TextLoader(Options options, IMultiStreamSource dataSample = null)
    {
        options ??= new Options();
        char[] separators = options.Separators ?? [];
        Contracts.CheckParam(separators.Length > 0, nameof(Options.Separators), "Must specify a separator");
        Contracts.CheckParam(separators.All(s => s is '\t' || s >= ' ' && s != '"' && !char.IsAsciiDigit(s)), nameof(Options.Separators), "Illegal separator");
        Contracts.CheckParam(!separators.Contains(options.EscapeChar), nameof(Options.EscapeChar),
            $"EscapeChar '{options.EscapeChar}' can't be used both as EscapeChar and separator");
        Contracts.CheckParam(options.DecimalMarker is '.' or ',', nameof(Options.DecimalMarker),
            $"Decimal marker cannot be the '{options.DecimalMarker}' character. It must be '.' or ','.");
        if (options.AllowSparse)
            throw new NotSupportedException("Sparse text rows are not supported here.");

        _lines = new TextLines(options);
        Column[] columns = options.Columns is { Length: > 0 } given ? given : [new("Label", DataKind.Single, 0), new("Features", DataKind.Single, [new Range(1, null)])];
        (int width, string[] header) = _lines.Sample(dataSample);
        _columns = [.. columns.Select(c => new TextColumn(c, options.InputSize ?? width, options))];
        _schema = TextColumn.SchemaOf(_columns, header);
    }

    public DataViewSchema GetOutputSchema() => _schema;

    public IDataView Load(IMultiStreamSource source)
    {
        Contracts.CheckValue(source, nameof(source));
        return new TextDataView(source, _lines, _columns, _schema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("A text loader cannot be saved here.");

    internal static TextLoader Create<TInput>(Options options, IMultiStreamSource dataSample)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<MemberInfo> properties = typeof(TInput).GetProperties(Flags).Where(p => p.GetGetMethod() is not null && p.GetIndexParameters().Length == 0);
        MemberInfo[] members = [.. typeof(TInput).GetFields(Flags), .. properties];
        Contracts.CheckParam(members.Length > 0, nameof(TInput), $"Should define at least one public, readable field or property in {nameof(TInput)}.");
        options ??= new Options();
        options.Columns = [.. members.Select(ColumnOf)];
        return new TextLoader(options, dataSample);
    }

    private static Column ColumnOf(MemberInfo member)
    {
        string what = member is FieldInfo ? "Field" : "Property";
        LoadColumnAttribute source = member.GetCustomAttribute<LoadColumnAttribute>()
            ?? throw Contracts.Except($"{what} '{member.Name}' is missing the {nameof(LoadColumnAttribute)} attribute");
        Type type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        Type item = type.IsArray ? type.GetElementType() : type;
        DataKind kind = Enum.GetValues<DataKind>().FirstOrDefault(k => ColumnTypeExtensions.PrimitiveTypeFromKind(k) == ColumnTypeExtensions.PrimitiveTypeFromTypeOrNull(item));
        Contracts.Check(kind != default, $"{what} {member.Name} is of unsupported type.");
        return new Column(member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name, kind, source.Sources,
            member.GetCustomAttribute<KeyTypeAttribute>()?.KeyCount);
    }
}
