using System.Text.Json.Serialization;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Wall-clock seconds by step of a round.</summary>
/// <param name="Training">Training the model.</param>
/// <param name="Evaluating">Measuring it on the test rows.</param>
/// <param name="Selecting">Scoring the candidates and choosing.</param>
/// <param name="Labeling">Asking the simulated oracle.</param>
public sealed record PhaseSeconds(double Training, double Evaluating, double Selecting, double Labeling)
{
    /// <summary>Computing and storing features, where a proxy chooses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Features { get; init; }

    /// <summary>Training the proxy, where one chooses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Proxy { get; init; }

    /// <summary>All steps together.</summary>
    [JsonIgnore]
    public double Total => Training + Evaluating + Selecting + Labeling + Features + Proxy;

    internal static PhaseSeconds Sum(IEnumerable<PhaseSeconds> parts) => parts.Aggregate(
        new PhaseSeconds(0, 0, 0, 0),
        (a, b) => new PhaseSeconds(a.Training + b.Training, a.Evaluating + b.Evaluating, a.Selecting + b.Selecting, a.Labeling + b.Labeling) { Features = a.Features + b.Features, Proxy = a.Proxy + b.Proxy });
}
