namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Images in a row.</summary>
/// <param name="Caption">What they have in common.</param>
/// <param name="Images">The images.</param>
public sealed record ReportImages(string Caption, IReadOnlyList<ReportImage> Images);

/// <summary>A small image.</summary>
/// <param name="Name">The line below it.</param>
/// <param name="Title">Shown when the pointer rests on it.</param>
/// <param name="Source">A <c>data:</c> address with the whole image.</param>
public sealed record ReportImage(string Name, string Title, string Source);
