using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Counts the gains that an optimiser asks for.</summary>
internal sealed class CountedFunction(SetFunction function) : SetFunction
{
    public long GainCount { get; private set; }

    public override int Count => function.Count;

    public override bool IsSubmodular => function.IsSubmodular;

    public override double Value => function.Value;

    public override int BatchSize => function.BatchSize;

    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        GainCount += candidates.Length;
        function.GetGains(candidates, gains);
    }

    public override void Add(int row) => function.Add(row);
}
