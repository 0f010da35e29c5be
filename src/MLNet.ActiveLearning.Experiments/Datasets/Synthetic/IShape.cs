namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A shape given by the distance to its outline.</summary>
internal interface IShape
{
    /// <summary>A circle around the shape.</summary>
    (float X, float Y, float Radius) Bounds { get; }

    /// <summary>The distance to the outline, negative inside.</summary>
    float Distance(float x, float y);
}
