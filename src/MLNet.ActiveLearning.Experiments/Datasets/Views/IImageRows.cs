using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The rows of one view, addressed by number. Safe to use from several threads.</summary>
internal interface IImageRows
{
    int Count { get; }

    IReadOnlyList<string> ClassNames { get; }

    DataViewType ImageType { get; }

    string GetId(int row);

    /// <summary>The row's place in <see cref="ClassNames"/>.</summary>
    int GetClass(int row);

    /// <summary>What one cursor needs to read images: an open file, a buffer.</summary>
    IImageReader OpenReader();
}
