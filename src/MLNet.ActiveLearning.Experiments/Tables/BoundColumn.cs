using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>A column that was found in a file.</summary>
/// <param name="Name">Its name in the view.</param>
/// <param name="Type">Its type in the view.</param>
/// <param name="SlotNames">What the file calls the values of the vector, if it does.</param>
internal sealed record BoundColumn(string Name, DataViewType Type, IReadOnlyList<string>? SlotNames = null);
