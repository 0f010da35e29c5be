namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Files to read images from: a folder or an archive. Safe to use from several threads.</summary>
internal interface IFileStore
{
    /// <summary>The folder or archive, for messages.</summary>
    string Location { get; }

    /// <summary>The files' paths below <see cref="Location"/>, with forward slashes, in no particular order.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>What to call a file in <c>MLImage.Tag</c>: enough to find it again.</summary>
    string GetTag(int file);

    IFileReader OpenReader();
}
