using Microsoft.ML;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Views of scored rows besides the pool that a set strategy may ask for; each null if the caller has none.</summary>
/// <param name="Labeled">The labelled rows.</param>
/// <param name="Targets">Examples of what to find.</param>
/// <param name="Avoided">Examples of what not to choose.</param>
/// <param name="Validation">Rows that stand for the data to do well on.</param>
/// <param name="LabelColumnName">The column of their labels.</param>
internal sealed record ReferenceRows(
    IDataView? Labeled = null, IDataView? Targets = null, IDataView? Avoided = null, IDataView? Validation = null, string LabelColumnName = "Label");
