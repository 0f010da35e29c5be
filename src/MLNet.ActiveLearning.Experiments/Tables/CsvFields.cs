namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>The fields of a record that make up a column.</summary>
/// <param name="Fields">Their numbers, in the order of the column's values.</param>
/// <param name="Dimensions">The shape of the column's values.</param>
/// <param name="SlotNames">What the header calls the values, if it does.</param>
internal sealed record CsvFields(int[] Fields, int[] Dimensions, IReadOnlyList<string>? SlotNames);
