namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Walks through a source once.</summary>
internal interface ITableReader : IDisposable
{
    /// <summary>Part of the source behind the reader, from 0 to 1.</summary>
    double Fraction { get; }

    bool MoveNext();

    /// <summary>A <c>ValueGetter</c> of the column's type for the reader's row.</summary>
    Delegate CreateGetter(int column);
}
