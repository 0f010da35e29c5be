namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reports everything that is wrong with a set of options in one message.</summary>
internal static class OptionProblems
{
    public static void ThrowIfAny(string optionsName, List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ArgumentException($"{optionsName} cannot be used: {string.Join(' ', problems)}");
        }
    }
}
