namespace MLNet.ActiveLearning.Numerics;

/// <summary>A finished rectangle of a product <c>A B'</c>: inner products of some rows of A with some rows of B.</summary>
internal readonly ref struct ProductTile
{
    private readonly Span<float> values;
    private readonly int stride;

    public ProductTile(int firstRow, int rowCount, int firstColumn, int columnCount, Span<float> values, int stride)
    {
        FirstRow = firstRow;
        RowCount = rowCount;
        FirstColumn = firstColumn;
        ColumnCount = columnCount;
        this.values = values;
        this.stride = stride;
    }

    /// <summary>The row of A that the tile's first row belongs to.</summary>
    public int FirstRow { get; }

    /// <summary>Rows of the tile.</summary>
    public int RowCount { get; }

    /// <summary>The row of B that the tile's first column belongs to.</summary>
    public int FirstColumn { get; }

    /// <summary>Columns of the tile.</summary>
    public int ColumnCount { get; }

    /// <summary>One row of the tile, for the caller to read or to overwrite.</summary>
    /// <param name="row">From 0.</param>
    public Span<float> this[int row] => values.Slice(row * stride, ColumnCount);
}

/// <summary>Uses a finished tile; it is valid during the call only.</summary>
internal delegate void ProductTileAction(ProductTile tile);
