namespace Microsoft.ML.Data;

/// <summary>What all cursors of these assemblies share: a position that moves forward until the end or disposal.</summary>
internal abstract class RootCursorBase : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public sealed override long Position => _position;

    public override long Batch => 0;

    public sealed override bool MoveNext()
    {
        if (_ended)
            return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }
        Dispose();
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        Contracts.Check(_position >= 0, CursorErrors.NotOnRow);
        value = new DataViewRowId((ulong)_position, 0);
    };

    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        _position = -1;
        base.Dispose(disposing);
    }
}

/// <summary>A cursor that moves with another one.</summary>
internal abstract class SynchronizedCursorBase(DataViewRowCursor input) : DataViewRowCursor
{
    private bool _disposed;

    protected DataViewRowCursor Input => input;

    public sealed override long Position => input.Position;

    public sealed override long Batch => input.Batch;

    public sealed override bool MoveNext() => input.MoveNext();

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}

internal static class CursorErrors
{
    public const string NotOnRow = "Values cannot be fetched at this time. This method was called either before the first call to MoveNext, or at any point after MoveNext returned false.";

    public static InvalidOperationException WrongType(Type asked, Delegate found)
        => Contracts.Except($"Invalid TValue in GetGetter: '{asked}', expected type: '{found.GetType().GetGenericArguments()[0]}'.");

    /// <summary>The getter as the type that is asked for.</summary>
    public static ValueGetter<TValue> As<TValue>(this Delegate getter)
        => getter as ValueGetter<TValue> ?? throw WrongType(typeof(TValue), getter);

    public static bool[] Flags(this IEnumerable<DataViewSchema.Column> columns, DataViewSchema schema)
    {
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            Contracts.Check(column.Index < active.Length, $"The requested column: {column} is not part of the schema");
            active[column.Index] = true;
        }
        return active;
    }
}
