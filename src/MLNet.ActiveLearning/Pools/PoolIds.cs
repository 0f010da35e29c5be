using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Pools;

/// <summary>The ids of a pool's rows.</summary>
internal sealed class PoolIds
{
    private readonly HashSet<string> ids;

    private PoolIds(HashSet<string> ids, string fingerprint)
    {
        this.ids = ids;
        Fingerprint = fingerprint;
    }

    public int Count => ids.Count;

    /// <summary>Hash of all ids in their order: two pools with the same rows have the same fingerprint.</summary>
    public string Fingerprint { get; }

    public bool Contains(string id) => ids.Contains(id);

    /// <summary>Reads the ids of a view and refuses empty and repeated ones.</summary>
    public static PoolIds Read(IDataView data, string idColumnName)
    {
        DataViewSchema.Column column = RowIdReader.FindColumn(data.Schema, idColumnName);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        var reader = RowIdReader.Create(cursor, column);
        while (cursor.MoveNext())
        {
            string id = reader.Read().ToString();
            if (id.Length == 0)
            {
                throw new ArgumentException($"The id of row {cursor.Position} in column '{idColumnName}' is empty. Each row needs an id of its own.");
            }
            if (!ids.Add(id))
            {
                throw new ArgumentException($"The id '{id}' of row {cursor.Position} in column '{idColumnName}' occurs in an earlier row too. Each row needs an id of its own.");
            }
            hash.AppendData(Encoding.UTF8.GetBytes(id + "\n"));
        }
        return new PoolIds(ids, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8)));
    }
}
