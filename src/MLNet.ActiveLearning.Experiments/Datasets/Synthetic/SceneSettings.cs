namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>What the difficulty of the embedded set means, in one place.</summary>
internal sealed record SceneSettings
{
    /// <summary>How often a part has any colour instead of one that is typical for it.</summary>
    public required float OddColorChance { get; init; }

    /// <summary>How often an object is somewhere where one would not look for it.</summary>
    public required float OddSceneryChance { get; init; }

    /// <summary>The largest number of things behind the object.</summary>
    public required int MaxClutter { get; init; }

    /// <summary>How often something is in front of the object.</summary>
    public required float OcclusionChance { get; init; }

    /// <summary>The largest distance from the centre, in pixels.</summary>
    public required float Shift { get; init; }

    /// <summary>The largest relative change of size.</summary>
    public required float SizeSpread { get; init; }

    /// <summary>The largest rotation of an object that can be turned freely, in turns.</summary>
    public required float Turn { get; init; }

    /// <summary>How much of the contrast a dull photograph may lose.</summary>
    public required float ContrastLoss { get; init; }

    /// <summary>The largest standard deviation of the noise.</summary>
    public required float Noise { get; init; }

    /// <summary>How strong the scenery is next to the object: 1 as painted, less for haze before it.</summary>
    public required float SceneryStrength { get; init; }

    public static SceneSettings For(double difficulty)
    {
        // Squared, because everything gets harder at once.
        float Between(double easy, double hard) => (float)(easy + ((hard - easy) * difficulty * difficulty));
        return new SceneSettings
        {
            OddColorChance = Between(0, 0.25),
            OddSceneryChance = Between(0, 0.5),
            MaxClutter = (int)Math.Round(Between(0, 6)),
            OcclusionChance = Between(0, 0.4),
            Shift = Between(0.2, 4),
            SizeSpread = Between(0.03, 0.35),
            Turn = Between(0.005, 0.1),
            ContrastLoss = Between(0.05, 0.6),
            Noise = Between(0.01, 0.08),
            SceneryStrength = Between(0.35, 1),
        };
    }
}
