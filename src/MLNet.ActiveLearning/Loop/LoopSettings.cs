using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Loop;

/// <summary>What a run's results depend on, in words; compared when the run is continued.</summary>
internal static class LoopSettings
{
    public static Dictionary<string, string> Describe(LoopOptions options, ActiveLearningPool pool, IEstimator<ITransformer> trainer) => new()
    {
        ["Strategy"] = options.Strategy.Name,
        ["QuerySize"] = Text(options.QuerySize),
        ["Budget"] = Text(options.Budget),
        ["InitialStrategy"] = options.InitialRows is { } rows ? $"given, {Fingerprint(rows)}" : options.InitialStrategy?.Name ?? "random",
        ["InitialSize"] = Text(options.InitialRows?.Count ?? options.InitialSize ?? options.QuerySize),
        ["CandidateSubsetSize"] = options.CandidateSubsetSize is { } size ? Text(size) : "all",
        ["Retraining"] = options.Retraining.Description,
        ["Seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        ["TestSet"] = options.TestSet is null ? "none" : "given",
        ["ReferenceRows"] = string.Join(", ", new[]
        {
            options.TargetRows is null ? null : "targets", options.AvoidedRows is null ? null : "avoided", options.ValidationRows is null ? null : "validation",
        }.Where(r => r is not null).DefaultIfEmpty("none")),
        ["Trainer"] = trainer is IDescribedTrainer described ? described.Description : trainer.GetType().Name,
        ["PoolRows"] = Text(pool.Count),
        ["PoolIds"] = pool.Ids.Fingerprint,
    };

    private static string Fingerprint(IReadOnlyList<string> ids) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids))).AsSpan(0, 8));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
