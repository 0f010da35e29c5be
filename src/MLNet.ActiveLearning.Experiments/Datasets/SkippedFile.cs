namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A file that is not part of a data set although it lies where the images are.</summary>
/// <param name="Path">Its path below the folder or within the archive.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record SkippedFile(string Path, string Reason);
