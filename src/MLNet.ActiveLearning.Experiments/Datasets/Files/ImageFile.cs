namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>One image file of a data set.</summary>
/// <param name="File">Its number in the store.</param>
/// <param name="Path">Its path in the store, which is also its id.</param>
/// <param name="ClassName">Its label.</param>
/// <param name="IsTest">Whether it is there to measure on.</param>
/// <param name="Size">Its size in pixels, as its header says.</param>
internal sealed record ImageFile(int File, string Path, string ClassName, bool IsTest, ImageSize Size);
