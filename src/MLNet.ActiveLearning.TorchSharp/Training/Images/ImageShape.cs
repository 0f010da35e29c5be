namespace MLNet.ActiveLearning.Training;

/// <summary>The shape of an image.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Bytes of an image, at one byte a channel and pixel.</summary>
    public int Size => checked(Channels * Height * Width);

    public override string ToString() => $"{Channels} x {Height} x {Width} (channels x height x width)";
}
