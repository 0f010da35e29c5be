using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>Counts how often it is computed, and gives as many numbers a row as it is told to.</summary>
public sealed record CountingSignal : ScoringSignal
{
    public static int Calls { get; set; }

    public override string Name => "counting";

    public int Given { get; init; } = 6;

    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn("Ones", 2, 3), new ScoringColumn("Position")];

    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Calls++;
        return [ones(batch.RowIds.Count, Given), tensor(batch.RowIds.Select(id => (float)id.Low).ToArray())];
    }
}
