using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>An optimiser with its schedule's clock.</summary>
internal sealed class Optimization : IDisposable
{
    private readonly optim.Optimizer optimizer;
    private readonly (optim.ILearningRateController Group, double Rate)[] groups;
    private readonly LearningRateSchedule schedule;
    private readonly int iterationCount;
    private readonly int epochCount;
    private readonly double initialRate;
    private Averaging? averaging;
    private int epoch;
    private int iteration;

    /// <param name="model">What is trained.</param>
    /// <param name="options">Optimiser, schedule and epochs.</param>
    /// <param name="iterationCount">The steps that the schedule is laid out for.</param>
    public Optimization(ImageClassificationModel model, ImageClassificationOptions options, int iterationCount)
    {
        schedule = options.Schedule;
        initialRate = options.Optimizer.LearningRate;
        this.iterationCount = iterationCount;
        epochCount = options.Epochs;
        List<Parameter> all = [.. model.Modules.SelectMany(m => m.parameters()).Where(p => p.requires_grad)];
        List<ParameterSet> sets = [new ParameterSet(all, options.Optimizer.LearningRate)];
        if (options.Optimizer.BackboneLearningRate is double backboneRate)
        {
            HashSet<IntPtr> top = [.. model.Network.Classifier.parameters().Concat(model.Heads.SelectMany(h => h.parameters())).Select(p => p.Handle)];
            sets =
            [
                new ParameterSet([.. all.Where(p => top.Contains(p.Handle))], options.Optimizer.LearningRate),
                new ParameterSet([.. all.Where(p => !top.Contains(p.Handle))], backboneRate),
            ];
        }

        optimizer = options.Optimizer.Build(sets);
        groups = [.. optimizer.ParamGroups.Zip(sets, (group, set) => (group, set.LearningRate))];
    }

    /// <returns>The rate of the classifier and the heads.</returns>
    public double SetLearningRate()
    {
        var clock = new TrainingClock(epoch, epochCount, iteration, iterationCount);
        for (int i = 0; i < groups.Length; i++)
        {
            (optim.ILearningRateController group, double rate) = groups[i];
            group.LearningRate = averaging is { } phase
                ? LearningRates.HalfCosine(phase.Before[i], rate * phase.Share, epoch - phase.LastEpoch, phase.Epochs)
                : schedule.GetLearningRate(rate, clock);
        }

        return groups[0].Group.LearningRate;
    }

    /// <summary>From the next epoch on the rates leave the schedule for the constant one of weight averaging.</summary>
    public void StartAveraging(WeightAveraging options) => averaging = new Averaging(
        [.. groups.Select(g => g.Group.LearningRate)], (options.LearningRate ?? initialRate) / initialRate, epoch - 1, options.AnnealingEpochs);

    public void Step()
    {
        optimizer.step();
        iteration++;
    }

    public void FinishEpoch() => epoch++;

    public void Dispose() => optimizer.Dispose();

    /// <param name="Before">The rates of the last epoch under the schedule.</param>
    /// <param name="Share">What the initial rates are multiplied with in the end.</param>
    /// <param name="LastEpoch">The last epoch under the schedule.</param>
    /// <param name="Epochs">Epochs until the end is reached.</param>
    private sealed record Averaging(double[] Before, double Share, int LastEpoch, int Epochs);
}
