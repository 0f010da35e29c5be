namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Where the rows of an array lie: a row is one run of bytes in each of <paramref name="BlockCount"/> blocks.</summary>
/// <param name="RowCount">The rows N.</param>
/// <param name="BlockCount">1 if a row's bytes are together; S if the passes come first.</param>
/// <param name="RunLength">Bytes of a row in one block.</param>
/// <param name="Offset">Where the first block begins.</param>
/// <param name="PassesFirst">Whether the first axis counts passes.</param>
internal sealed record NpyRows(long RowCount, int BlockCount, int RunLength, long Offset, bool PassesFirst = false)
{
    public int RowLength => checked(BlockCount * RunLength);

    public static NpyRows OfMatrix(string path, NpyHeader header, int elementSize) =>
        Create(path, header, elementSize, header.Shape[0], 1, header.Shape.Skip(1), passesFirst: false);

    public static NpyRows OfPasses(string path, NpyHeader header, int elementSize, int? passesAxis)
    {
        IReadOnlyList<long> shape = header.Shape;
        if (passesAxis is null && shape[0] > shape[1])
        {
            throw new InvalidDataException(
                $"'{path}' has the shape {header.ShapeText}: read as (passes, rows, classes) it has more passes than rows. Say which axis counts the passes with PassesAxis: 0 or 1.");
        }
        return passesAxis is null or 0
            ? Create(path, header, elementSize, shape[1], shape[0], shape.Skip(2), passesFirst: true)
            : Create(path, header, elementSize, shape[0], 1, shape.Skip(1), passesFirst: false);
    }

    private static NpyRows Create(string path, NpyHeader header, int elementSize, long rows, long blocks, IEnumerable<long> run, bool passesFirst)
    {
        try
        {
            int runLength = checked((int)run.Aggregate((long)elementSize, (product, length) => checked(product * length)));
            var layout = new NpyRows(rows, checked((int)blocks), runLength, header.DataOffset, passesFirst);
            long expected = checked(header.DataOffset + (rows * layout.RowLength));
            long actual = new FileInfo(path).Length;
            return actual == expected ? layout : throw new InvalidDataException(
                $"'{path}' is no usable .npy file: its shape {header.ShapeText} and type '{header.ElementType}' make {expected} bytes, and it has {actual}. It may be cut off.");
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException($"'{path}' has the shape {header.ShapeText}; a row of it is too long to read.", e);
        }
    }
}
