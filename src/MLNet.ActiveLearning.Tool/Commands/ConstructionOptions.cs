using System.CommandLine;
using MLNet.ActiveLearning.Experiments.Datasets;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The options of <c>run</c> that build a pool from the data set: rare classes, copies, few examples.</summary>
internal sealed class ConstructionOptions
{
    private readonly Option<double?> imbalance = OptionalNumber("--imbalance", "Make classes rare, one after the other, down to one image of the last class for so many of the first.");
    private readonly Option<int?> duplicates = OptionalInteger("--duplicates", "Let most images occur so many times.");
    private readonly Option<int?> movedCopies = OptionalInteger("--moved-copies", "Let most images occur so many times, each copy moved against the others.");
    private readonly Option<int?> unique = OptionalInteger("--unique", "Images without copies beside those of the start, for --duplicates and --moved-copies. Default: 5000.");
    private readonly Option<int?> perClass = OptionalInteger("--examples-per-class", "Keep so many images of each class to choose from.");
    private readonly Option<int?> seed = OptionalInteger("--construction-seed", "Which images these options draw, the same for all --seeds. Default: 42.");

    public IReadOnlyList<Option> All => [imbalance, duplicates, movedCopies, unique, perClass, seed];

    /// <summary>What to build, or null for the data set as it is.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="start">Images labelled at the start, if the command line says.</param>
    /// <exception cref="BadArgumentsException">Options contradict each other, or a value cannot be used.</exception>
    public PoolConstruction? Read(ParseResult result, int? start)
    {
        Option[] given = [.. new Option[] { imbalance, duplicates, movedCopies, perClass }.Where(o => result.GetResult(o) is not null)];
        if (given.Length > 1)
        {
            throw new BadArgumentsException($"{string.Join(" and ", given.Select(o => o.Name))} are given together; a pool is built in one way at a time.");
        }
        if (result.GetValue(unique) is not null && !given.Contains(duplicates) && !given.Contains(movedCopies))
        {
            throw new BadArgumentsException("--unique belongs to --duplicates and --moved-copies; give one of them too.");
        }
        if (start is not null && given.Contains(perClass))
        {
            throw new BadArgumentsException($"--start is {start}, and --examples-per-class starts from {new ExamplesPerClass().InitialPerClass} images of each class; leave --start out.");
        }
        PoolConstruction? construction = Create(result, start);
        if (construction is null)
        {
            return result.GetValue(seed) is null ? null : throw new BadArgumentsException("--construction-seed draws images for --imbalance, --duplicates, --moved-copies or --examples-per-class; give one of them too.");
        }
        construction = result.GetValue(seed) is { } value ? construction with { Seed = (ulong)value } : construction;
        IReadOnlyList<string> problems = construction.FindProblems();
        return problems.Count == 0 ? construction : throw new BadArgumentsException($"{given[0].Name}: {string.Join(' ', problems)}");
    }

    private PoolConstruction? Create(ParseResult result, int? start)
    {
        if (result.GetValue(imbalance) is { } ratio)
        {
            return new LongTail { ImbalanceRatio = ratio };
        }
        if (result.GetValue(duplicates) is { } copies)
        {
            return Size(new Duplicates { Redundancy = copies });
        }
        if (result.GetValue(movedCopies) is { } moved)
        {
            return Size(new AugmentedCopies { Redundancy = moved });
        }
        return result.GetValue(perClass) is { } count ? new ExamplesPerClass { Count = count } : null;

        RedundantPool Size(RedundantPool pool)
        {
            pool = start is { } initial ? pool with { InitialLabeled = initial } : pool;
            return result.GetValue(unique) is { } points ? pool with { UniquePoints = points } : pool;
        }
    }
}
