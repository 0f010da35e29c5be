namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The size of an image in pixels.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>The largest number of pixels that ML.NET's image type admits.</summary>
    internal const int MaxPixels = int.MaxValue / 4;

    internal bool IsUsable => Width > 0 && Height > 0 && (long)Width * Height <= MaxPixels;

    /// <summary>The size as people write it, for example <c>32 x 24</c>.</summary>
    public override string ToString() => $"{Width} x {Height}";
}
