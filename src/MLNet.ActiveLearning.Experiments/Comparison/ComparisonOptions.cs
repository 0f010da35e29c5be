using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Which strategies are compared, and how.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The strategies, each with its trainer.</summary>
    /// <value>At least one; names must differ.</value>
    public required IReadOnlyList<Contestant> Contestants { get; init; }

    /// <summary>The repetitions. All strategies of a seed start from the same labelled rows.</summary>
    /// <value>Default: 1, 2 and 3; at least one, each once.</value>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Models trained for each strategy and seed: rounds of the loop, with one query fewer.</summary>
    /// <value>Default: 5; at least 1.</value>
    public int RoundCount { get; init; } = 5;

    /// <summary>Rows labelled before the first round, drawn at random unless the data prescribe them or <see cref="InitialStrategy"/> chooses.</summary>
    /// <value>Default: 100; at least 1, and as many as <see cref="ComparisonData.InitialIds"/> if there are any.</value>
    public int InitialSize { get; init; } = 100;

    /// <summary>Chooses the rows labelled before the first round, the same for all strategies of a seed; its signals are columns of the pool's data.</summary>
    /// <value>Default: null, at random. Not together with <see cref="ComparisonData.InitialIds"/>.</value>
    public SelectionStrategy? InitialStrategy { get; init; }

    /// <summary>Labels asked for in each round.</summary>
    /// <value>Default: 100; at least 1.</value>
    public int QuerySize { get; init; } = 100;

    /// <summary>Size of the random part of the unlabelled rows that is scored in a round.</summary>
    /// <value>Default: null, all unlabelled rows; at least the query size.</value>
    public int? CandidateSubsetSize { get; init; }

    /// <summary>What a new round's model starts from, for contestants without a mode of their own.</summary>
    /// <value>Default: <see cref="RetrainingMode.FromScratch"/>.</value>
    public RetrainingMode Retraining { get; init; } = RetrainingMode.FromScratch;

    /// <summary>The folder of the run's state and results. With one, a comparison that was killed is continued by running it again.</summary>
    /// <value>Default: none, nothing is written.</value>
    public string? OutputFolder { get; init; }

    /// <summary>What else the results depend on, by name: data, model, threads. A folder written with other values is refused.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Facts for the report that the results should not depend on: machine, versions.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What readers of the report had better know, a sentence each.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the paper reports whose experiment is repeated, to stand beside the results.</summary>
    /// <value>Default: null.</value>
    public PublishedResults? Published { get; init; }

    /// <summary>Receives a report at each step of each round.</summary>
    /// <value>Default: none.</value>
    public IProgress<ComparisonProgress>? Progress { get; init; }

    /// <summary>Labels of one strategy and seed when its last model is trained: <c>InitialSize + (RoundCount - 1) QuerySize</c>.</summary>
    public long LabelCount => InitialSize + ((RoundCount - 1L) * QuerySize);

    /// <summary>The reasons why these options cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <param name="poolCount">Rows of the pool.</param>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public IReadOnlyList<string> FindProblems(int poolCount)
    {
        List<string> problems = [];
        Check(Contestants.Count > 0, "Contestants is empty; give at least one.");
        foreach (IGrouping<string, Contestant> same in Contestants.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            problems.Add($"Contestants holds '{same.Key}' {same.Count()} times; names must differ.");
        }
        foreach (Contestant c in Contestants.Where(c => c.Name.Length == 0 || c.Name[0] == '.' || !c.Name.All(IsFileNameCharacter)))
        {
            problems.Add($"Contestant '{c.Name}' needs a name of letters, digits, '-', '_', '.' and '@', because its folder is called so.");
        }
        Check(Seeds.Count > 0, "Seeds is empty; give at least one.");
        Check(Seeds.Distinct().Count() == Seeds.Count, $"Seeds is {string.Join(", ", Seeds)}; each may occur once.");
        Check(RoundCount >= 1, $"RoundCount is {RoundCount}; give at least 1.");
        Check(InitialSize >= 1, $"InitialSize is {InitialSize}; give at least 1.");
        Check(QuerySize >= 1, $"QuerySize is {QuerySize}; give at least 1.");
        Check(
            CandidateSubsetSize is null || CandidateSubsetSize >= QuerySize,
            $"CandidateSubsetSize is {CandidateSubsetSize}, less than QuerySize {QuerySize}; a query is chosen among the candidates.");
        Check(
            LabelCount <= poolCount,
            $"InitialSize {InitialSize} and {RoundCount - 1} queries of {QuerySize} need {LabelCount} labels; the pool holds {poolCount}.");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    private static bool IsFileNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@';
}
