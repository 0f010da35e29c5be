namespace MLNet.ActiveLearning.Numerics;

/// <summary>Runs work on blocks of rows, on several threads.</summary>
/// <remarks>
/// Where the blocks lie does not depend on the number of threads. Work that writes to its own rows, or to a slot of its own block
/// that is merged in the order of the blocks afterwards, therefore gives the same numbers on any machine.
/// </remarks>
internal static class Blocks
{
    /// <summary>Number of blocks that cover some rows.</summary>
    public static int Count(int rowCount, int blockSize) => (rowCount + blockSize - 1) / blockSize;

    /// <summary>Calls <paramref name="body"/> once for each block, with the block's number, first row and row count.</summary>
    /// <param name="rowCount">Rows in all.</param>
    /// <param name="blockSize">Rows of a block, the last one perhaps fewer.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <param name="body">The work.</param>
    public static void ForEach(int rowCount, int blockSize, Parallelism parallelism, Action<int, int, int> body)
    {
        int count = Count(rowCount, blockSize);
        if (parallelism.Threads == 1 || count <= 1)
        {
            for (int block = 0; block < count; block++)
            {
                parallelism.CancellationToken.ThrowIfCancellationRequested();
                body(block, block * blockSize, Math.Min(blockSize, rowCount - (block * blockSize)));
            }
            return;
        }
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism.Threads, CancellationToken = parallelism.CancellationToken };
        Parallel.For(0, count, options, block => body(block, block * blockSize, Math.Min(blockSize, rowCount - (block * blockSize))));
    }
}
