namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The utility of one row of class probabilities: the kernel that chunks, streams and whole matrices share, so that all give the same bits.</summary>
internal interface IRowUtility
{
    /// <summary>The utility; NaN if a probability is NaN.</summary>
    /// <param name="row">The first of the row's probabilities.</param>
    /// <param name="classCount">How many, at least 1.</param>
    static abstract float Of(ref float row, int classCount);
}
