namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Which images a report shows of a strategy: those that it wanted most in its first and in its last query, of the lowest seed.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="First">The first query's, most wanted first.</param>
/// <param name="Last">The last query's; empty if there was one query only.</param>
internal sealed record ContactSheet(string Strategy, IReadOnlyList<QueriedLabel> First, IReadOnlyList<QueriedLabel> Last)
{
    // Keeps the page below its size with many strategies.
    private const int MostImages = 192;
    private const int MostOfQuery = 12;
    private const int LeastOfQuery = 2;

    public IEnumerable<QueriedLabel> Shown => First.Concat(Last);

    public static IReadOnlyList<ContactSheet> Choose(IReadOnlyCollection<QueriedLabel> labels)
    {
        IGrouping<string, QueriedLabel>[] strategies = [.. labels.Where(l => l.Round >= 0).GroupBy(l => l.Strategy)];
        int count = Math.Clamp(MostImages / (2 * Math.Max(1, strategies.Length)), LeastOfQuery, MostOfQuery);
        return [.. strategies.Select(strategy =>
        {
            ulong seed = strategy.Min(l => l.Seed);
            QueriedLabel[] run = [.. strategy.Where(l => l.Seed == seed)];
            int first = run.Min(l => l.Round), last = run.Max(l => l.Round);
            IReadOnlyList<QueriedLabel> Of(int round) => [.. run.Where(l => l.Round == round).Take(count)];
            return new ContactSheet(strategy.Key, Of(first), last > first ? Of(last) : []);
        })];
    }
}
