namespace MLNet.ActiveLearning.Training;

/// <summary>Where the pixels of an image go in a training batch.</summary>
/// <param name="OffsetY">The first row of the crop relative to the image's first row; rows outside the image are black.</param>
/// <param name="OffsetX">The first column of the crop relative to the image's first column; columns outside the image are black.</param>
/// <param name="Flip">Whether the crop is mirrored left to right, after the shift.</param>
public readonly record struct Placement(int OffsetY, int OffsetX, bool Flip)
{
    /// <summary>The image as it is.</summary>
    public static Placement None => default;
}
