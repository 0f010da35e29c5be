namespace MLNet.ActiveLearning.Numerics;

/// <summary>The innermost part of a matrix product: a small tile of the result that stays in registers.</summary>
/// <remarks>
/// An element of the tile is the sum of <c>a b</c> over the depth in order, each step one fused multiply-add. So its bits do not depend
/// on the tile that it lies in, nor on the kernel.
/// </remarks>
internal interface ITileKernel
{
    /// <summary>Rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a tile.</summary>
    static abstract int Columns { get; }

    /// <summary>Computes a tile.</summary>
    /// <param name="a">A packed panel: for each step of the depth the <see cref="Rows"/> factors of the rows.</param>
    /// <param name="b">A packed panel: for each step of the depth the <see cref="Columns"/> factors of the columns.</param>
    /// <param name="depth">Steps to sum over.</param>
    /// <param name="result">The tile's first element.</param>
    /// <param name="stride">Distance between the rows of the result.</param>
    /// <param name="add">Whether to add to the result or to replace it.</param>
    static abstract void Multiply(ref float a, ref float b, int depth, ref float result, int stride, bool add);
}
