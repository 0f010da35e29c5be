using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GLISTER-ACTIVE: greedily the rows whose gradient step most reduces the loss on validation rows.</summary>
/// <remarks>
/// <para>
/// With the last layer's gradients g (biases and weights), the learning rate e, labelled rows L and rows V that stand for the data to
/// do well on, embeddings held fixed:
/// </para>
/// <code>
/// layer  W' = W - e sum_L g        one step on the labelled rows at their labels
/// repeat G  = mean over V of the gradient at W'
///        choose i = argmax g_i . G (+ regulariser);   W' = W' - e g_i
/// </code>
/// <para>
/// The pool's gradients g_i are those at the model's own weights and predicted classes. Without validation rows V is the pool at its predicted
/// classes, then the labelled rows. W is not needed: the logits of V are <c>ln p</c> up to a constant that softmax ignores, and a step
/// along g_i moves them by <c>-e a_i (u_i . u_v)</c>. A probability of 0 counts as the smallest number of Single above 0.
/// </para>
/// <para>
/// Time O(k (N + |V|) C D), with r refreshes O(r ...). Without a regulariser the pool's part of that is seldom needed: a small change of G changes
/// products little (<see cref="LargestProduct"/>). Facility location takes O(N^2 (C + D)) more at the start and few rows of that a pick, by
/// lazy evaluation of gains that only shrink. Memory O(N + |V| C + C D) beside the inputs. A function of its inputs, whatever
/// the number of threads; ties take the lowest row. Killamsetty, Sivasubramanian, Ramakrishnan, Iyer, "GLISTER: Generalization based
/// Data Subset Selection for Efficient and Robust Learning", AAAI 2021, section 3.2.
/// </para>
/// </remarks>
public static class Glister
{
    /// <summary>Chooses rows.</summary>
    /// <param name="rows">Pool, labelled and validation gradients.</param>
    /// <param name="budget">How many rows to choose, k; all of them if there are fewer.</param>
    /// <param name="settings">Learning rate, regulariser and so on.</param>
    /// <param name="nextUniform">Gives the next uniform number in [0, 1); called only for rows drawn by <see cref="GlisterSettings.RandomFraction"/>.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows in the order of choice; scores are gains with the regulariser, 0 for rows drawn uniformly.</returns>
    /// <exception cref="ArgumentException">A setting is not allowed; the message lists all problems.</exception>
    public static Pick[] Select(GlisterRows rows, int budget, GlisterSettings settings, Func<double>? nextUniform = null, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(settings);
        string[] problems = [.. settings.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(settings));
        }
        if (settings.RandomFraction > 0 && nextUniform is null)
        {
            throw new ArgumentException($"RandomFraction is {settings.RandomFraction}, and there is no source of uniform numbers to draw rows with; pass one.", nameof(nextUniform));
        }
        int count = Math.Clamp(budget, 0, rows.Pool.Count);
        // In decimal, as it was written: 1 - 0.7 in binary would round 3 rows of 10 up to 4.
        int greedy = (int)Math.Ceiling((1 - (decimal)settings.RandomFraction) * count);
        var chosen = new bool[rows.Pool.Count];
        var picks = new List<Pick>(count);
        if (count > 0)
        {
            ChooseGreedily(rows, greedy, settings, parallelism, chosen, picks);
        }
        DrawRest(chosen, count - picks.Count, nextUniform, picks);
        return [.. picks];
    }

    private static void ChooseGreedily(GlisterRows rows, int count, GlisterSettings settings, Parallelism parallelism, bool[] chosen, List<Pick> picks)
    {
        var model = new OneStepModel(rows, settings.LearningRate, parallelism);
        GlisterPenalty penalty = GlisterPenalty.Create(settings, rows.Pool, parallelism);
        int picksPerRefresh = settings.Refreshes == 0 ? 1 : Blocks.Count(count, settings.Refreshes);
        for (int i = 0; i < count; i++)
        {
            if (i % picksPerRefresh == 0)
            {
                model.Refresh();
                penalty.Refresh(model.ValidationGradient);
            }
            Pick best = penalty.FindBest(chosen);
            picks.Add(best);
            chosen[best.Index] = true;
            if (i + 1 < count)
            {
                model.Add(best.Index);
                penalty.Add(best.Index);
            }
        }
    }

    private static void DrawRest(bool[] chosen, int count, Func<double>? nextUniform, List<Pick> picks)
    {
        if (count == 0)
        {
            return;
        }
        List<int> left = [.. Enumerable.Range(0, chosen.Length).Where(i => !chosen[i])];
        for (int i = 0; i < count; i++)
        {
            int place = Math.Min((int)(nextUniform!() * left.Count), left.Count - 1);
            picks.Add(new Pick(left[place], 0));
            left.RemoveAt(place);
        }
    }
}
