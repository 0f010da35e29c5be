namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads the images of one cursor; used by one thread at a time.</summary>
internal interface IImageReader : IDisposable
{
    /// <summary>A <c>ValueGetter</c> of the column's type for the row that <paramref name="currentRow"/> gives when it is called.</summary>
    Delegate CreateGetter(Func<int> currentRow);
}
