namespace MLNet.ActiveLearning.Pretraining;

/// <summary>A step of the colour jitter.</summary>
internal enum ColorStep
{
    Brightness,
    Contrast,
    Saturation,
    Hue,
}
