namespace TabularUncertainty;

/// <summary>A chosen machine, with the probabilities that the model gives its states.</summary>
public sealed class Choice
{
    public string Id { get; set; } = "";

    public float[] Score { get; set; } = [];
}
