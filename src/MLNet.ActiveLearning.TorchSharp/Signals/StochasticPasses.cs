using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>MC dropout: the class probabilities of several passes with dropout left on, as samples of the models that fit the labels.</summary>
/// <remarks>
/// <para>
/// Column: <c>StochasticScore</c>, (<see cref="Passes"/>, C), each row in [0, 1] with sum 1. Only dropout acts: all modules stay in eval
/// mode, so batch normalisation uses the statistics of training and keeps them. Published code that switches the whole network to
/// train mode overwrites these statistics with those of the pool, and leaves them so.
/// </para>
/// <para>
/// The masks are drawn by the trainer's seed, <see cref="Seed"/>, the pass, and the row's id: the same rows get the same masks in every
/// batch size, order and process. Cost: where the only dropout is <see cref="ImageNetwork.ClassifierDropout"/>, one forward pass and
/// O(S C D) a row; else S forward passes. Known are <c>Dropout</c>, <c>Dropout1d</c> and <c>Dropout2d</c> modules, not calls of functions.
/// Gal and Ghahramani, "Dropout as a Bayesian Approximation: Representing Model Uncertainty in Deep Learning", ICML 2016.
/// </para>
/// </remarks>
public sealed record StochasticPasses : ScoringSignal
{
    /// <inheritdoc/>
    public override string Name => "stochastic-passes";

    /// <summary>Number of passes S.</summary>
    /// <value>Default 10. Range: 1 and more. BatchBALD wants more, for example 40.</value>
    public int Passes { get; init; } = 10;

    /// <summary>Root of the masks, beside the trainer's seed: models that differ in it alone have the same weights and other masks.</summary>
    /// <value>Default 0; any value.</value>
    public ulong Seed { get; init; }

    /// <summary>
    /// Whether a pass has one mask for all rows, and so is one model for the whole pool, as BatchBALD needs it; else each row has its own
    /// in each pass.
    /// </summary>
    /// <value>Default false.</value>
    public bool Consistent { get; init; }

    /// <summary>Name of the column.</summary>
    /// <value>Default <c>"StochasticScore"</c>.</value>
    public string StochasticScoreColumnName { get; init; } = SignalNames.StochasticScore;

    /// <inheritdoc/>
    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn(StochasticScoreColumnName, Passes, classCount)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Passes < 1 ? [$"Passes of StochasticPasses is {Passes}; use 1 or more, for example 10."] : Array.Empty<string>(),
        .. string.IsNullOrWhiteSpace(StochasticScoreColumnName)
            ? ["StochasticScoreColumnName of StochasticPasses is empty; give the column a name."]
            : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems(ImageNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return DropoutLayer.Find(network).Any()
            ? []
            : [
                $"Network '{network.GetName()}' has no dropout, so all stochastic passes would be the same. Give the architecture one, "
                + "for example Architecture.ResNet18 with { Dropout = 0.5 }, or put a Dropout module into your own."
            ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        ulong root = SeededRandom.Hash(SeededRandom.DeriveSeed(batch.Seed, Name), Seed);
        DropoutMasks[] masks =
            [.. Enumerable.Range(0, Passes).Select(pass => new DropoutMasks(SeededRandom.Hash(root, (ulong)pass), batch.RowIds, Consistent))];
        IEnumerable<Tensor> logits = batch.Network.ClassifierDropout is { } last && batch.DropoutLayers is [var only] && only.Module == last
            ? PassClassifier(batch, only, masks)
            : PassNetwork(batch, masks);
        return [stack(logits.ToArray(), 1).softmax(2).MoveToOuterDisposeScope()]; // (B, S, C)
    }

    // The embedding is the same in all passes: everything before the only dropout is computed once.
    private static IEnumerable<Tensor> PassClassifier(ScoringBatch batch, DropoutLayer layer, DropoutMasks[] masks)
    {
        Linear classifier = batch.Network.Classifier;
        foreach (DropoutMasks mask in masks)
        {
            yield return classifier.call(batch.Output.Embedding * mask.Draw(layer, 0, 0, batch.Output.Embedding));
        }
    }

    private static IEnumerable<Tensor> PassNetwork(ScoringBatch batch, DropoutMasks[] masks)
    {
        using var network = new MaskedNetwork(batch.Network, batch.DropoutLayers);
        foreach (DropoutMasks mask in masks)
        {
            Tensor logits;
            using (NewDisposeScope())
            {
                logits = network.ComputeLogits(batch.Images, mask).MoveToOuterDisposeScope();
            }

            yield return logits;
        }
    }
}
