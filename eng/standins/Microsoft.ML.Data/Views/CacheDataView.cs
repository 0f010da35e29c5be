using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Keeps in memory each column that is read, from its first use.</summary>
internal sealed class CacheDataView : IDataView
{
    public CacheDataView(IHostEnvironment env, IDataView input, int[] prefetch) => throw new NotImplementedException();
    public bool CanShuffle => true;
    public DataViewSchema Schema => null;
    public long? GetRowCount() => null;
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => null;
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => null;
}
