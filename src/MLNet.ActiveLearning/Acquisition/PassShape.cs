using System.Runtime.CompilerServices;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Checks that the class probabilities of several passes and the vector of the rows' utilities fit together.</summary>
internal static class PassShape
{
    /// <summary>The numbers of a row, S x C.</summary>
    public static int Check(int length, int passCount, int classCount, int rows, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(passCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (length != (long)rows * passCount * classCount)
        {
            throw new ArgumentException(
                $"{length} probabilities were given, but {rows} rows of {passCount} passes and {classCount} classes need {(long)rows * passCount * classCount}.", name);
        }
        return passCount * classCount;
    }
}
