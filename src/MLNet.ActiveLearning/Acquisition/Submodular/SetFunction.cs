namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>A function of sets of rows that a greedy optimiser maximises: it knows the rows chosen so far and what one more would add.</summary>
/// <remarks>
/// An instance holds the state of one maximisation (running maxima, sums, Cholesky rows), so that a gain costs less than evaluating
/// the function anew. <see cref="GetGains"/> must not change that state and may be called for many candidates in parallel inside the
/// implementation; the instance itself is used by one thread.
/// </remarks>
public abstract class SetFunction
{
    /// <summary>Number of rows in the ground set N.</summary>
    public abstract int Count { get; }

    /// <summary>Whether gains never grow as rows are added, for every set: only then do lazy optimisers give the greedy answer.</summary>
    public abstract bool IsSubmodular { get; }

    /// <summary>The function's value for the rows added so far; 0 for none.</summary>
    public abstract double Value { get; }

    /// <summary>How many candidates a lazy optimiser should ask about at once: more than 1 where gains come cheaper together.</summary>
    /// <remarks>The optimiser starts with this number and asks for twice as many each time that none of them can be taken.</remarks>
    public virtual int BatchSize => 1;

    /// <summary>Computes what each candidate would add to <see cref="Value"/>.</summary>
    /// <param name="candidates">Rows not added yet, each in [0, N).</param>
    /// <param name="gains">Receives one gain a candidate; higher is better; negative infinity for a candidate that cannot be added.</param>
    public abstract void GetGains(ReadOnlySpan<int> candidates, Span<double> gains);

    /// <summary>Adds a row to the chosen ones.</summary>
    /// <param name="row">A row not added yet, in [0, N).</param>
    public abstract void Add(int row);

    /// <summary>Adds rows one after another: on a fresh instance this evaluates the function for a given set.</summary>
    /// <param name="rows">Rows not added yet, none twice.</param>
    /// <returns><see cref="Value"/> with them.</returns>
    public double Add(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            Add(row);
        }
        return Value;
    }
}
