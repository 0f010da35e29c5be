namespace MLNet.ActiveLearning.Numerics;

/// <summary>The innermost part of a product in double precision: a small tile of the result that stays in registers.</summary>
/// <remarks>An element is the sum of <c>a b</c> over the depth in order, each step one fused multiply-add, whatever the kernel.</remarks>
internal interface IDoubleKernel
{
    /// <summary>Rows of a tile; divides 64.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a tile; divides 64.</summary>
    static abstract int Columns { get; }

    /// <summary>Adds a tile to the result.</summary>
    /// <param name="a">A packed panel: for each step of the depth the factors of the rows.</param>
    /// <param name="b">A packed panel: for each step of the depth the factors of the columns.</param>
    /// <param name="depth">Steps to sum over.</param>
    /// <param name="result">The tile's first element.</param>
    /// <param name="stride">Distance between the rows of the result.</param>
    static abstract void Add(ref double a, ref double b, int depth, ref double result, int stride);
}
