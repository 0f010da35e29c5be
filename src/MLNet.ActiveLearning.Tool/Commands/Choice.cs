using MLNet.ActiveLearning.Tool.Wording;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The words that an option takes, and what each stands for.</summary>
internal sealed class Choice<T>(string option, params (string Word, T Value)[] words)
{
    /// <summary>For the option's description: "sgd, adam or rmsprop."</summary>
    public string Listed => words.Length == 1 ? words[0].Word : $"{string.Join(", ", words[..^1].Select(w => w.Word))} or {words[^1].Word}.";

    /// <exception cref="BadArgumentsException">The option does not take this word.</exception>
    public T Read(string word)
    {
        foreach ((string known, T value) in words)
        {
            if (known.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        throw new BadArgumentsException($"{option} is '{word}'; give {Listed} {ClosestName.Suggest(word, [.. words.Select(w => w.Word)])}".TrimEnd());
    }
}
