namespace MLNet.ActiveLearning.Architectures;

/// <summary>The shapes that a network has to fit.</summary>
/// <param name="Channels">Channels of an image: 3 for colour, 1 for grey.</param>
/// <param name="Height">Rows of an image in pixels.</param>
/// <param name="Width">Columns of an image in pixels.</param>
/// <param name="ClassCount">Number of classes C, at least 2.</param>
public sealed record NetworkSpec(int Channels, int Height, int Width, int ClassCount)
{
    /// <summary>Refuses shapes that no network fits, all problems in one message.</summary>
    internal void ThrowIfInvalid()
    {
        List<string> problems = [];
        if (Channels < 1 || Height < 1 || Width < 1)
        {
            problems.Add($"Images are {Channels} x {Height} x {Width} (channels, rows, columns); each must be at least 1.");
        }

        if (ClassCount < 2)
        {
            problems.Add($"ClassCount is {ClassCount}; a classifier needs at least 2 classes.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
    }
}
