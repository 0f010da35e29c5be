namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Where an object may be.</summary>
internal enum Scenery
{
    Sky,
    Meadow,
    Sea,
    Street,
    Forest,
    UnderWater,
    Wall,
}
