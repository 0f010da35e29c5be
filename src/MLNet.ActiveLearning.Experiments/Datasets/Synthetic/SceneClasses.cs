namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The classes of the embedded set.</summary>
/// <remarks>
/// Pairs that resemble each other: car and truck (pickups, front views), tree and mushroom (a crown on a stem), butterfly and flower
/// (coloured blades around a centre), bird and fish (a body with fins or wings), boat and truck (a container ship).
/// </remarks>
internal static class SceneClasses
{
    public static IReadOnlyList<SceneClass> All { get; } =
    [
        Bird.Class, Boat.Class, Butterfly.Class, Car.Class, Fish.Class, Flower.Class, House.Class, Mushroom.Class, Tree.Class, Truck.Class,
    ];
}
