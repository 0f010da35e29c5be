namespace MLNet.ActiveLearning.Pretraining;

/// <summary>What is done to an image to make one view of it.</summary>
/// <param name="Y">First row of the crop.</param>
/// <param name="X">First column of the crop.</param>
/// <param name="Height">Rows of the crop.</param>
/// <param name="Width">Columns of the crop.</param>
/// <param name="Flip">Whether the crop is mirrored left to right.</param>
/// <param name="Blur">Standard deviation of the blur in pixels; 0 for none.</param>
/// <param name="Colors">The steps of the colour jitter, in their order.</param>
/// <param name="Grayscale">Whether colours are taken away at the end.</param>
internal sealed record ViewChoice(
    int Y, int X, int Height, int Width, bool Flip, double Blur, IReadOnlyList<(ColorStep Step, double Amount)> Colors, bool Grayscale);
