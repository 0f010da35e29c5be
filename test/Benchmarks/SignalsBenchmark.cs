using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Adversarial distances in batches and one by one, as published code has them, and stochastic passes through the last layer and the whole network.</summary>
internal static class SignalsBenchmark
{
    private const int Labels = 500;
    private const int Count = 64;
    private const int Passes = 10;

    public static void Run(string data, int width)
    {
        var ml = new MLContext(seed: 1);
        ImageDataset images = ImageDatasets.Open(data);
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18 with { Width = width, Dropout = 0.5 },
            Signals = [new Capture()],
            Epochs = 2,
            BatchSize = 50,
            Threads = 2,
        }).Fit(ml.Data.TakeRows(images.Train, Labels));
        _ = model.Transform(ml.Data.TakeRows(images.Train, Count)).GetColumn<float>("Captured").Count();
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Tensor input = Capture.Images!;
        ImageNetwork network = model.Model.Network;
        Tensor Logits(Tensor x) => network.call(x).Logits;

        AdversarialDistance[] deepFool = DeepFool.ComputeDistances(Logits, input);
        AdversarialDistance[] bim = Bim.ComputeDistances(Logits, input);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ResNet-18, width {width}, {Count} images: {deepFool.Average(d => d.Iterations):F1} steps of DeepFool and {bim.Average(d => d.Iterations):F1} of BIM each"));
        SideBySide.Print(
            $"Adversarial distances of {Count} images",
            runs: 1,
            ("DeepFool, 64 at once", () => DeepFool.ComputeDistances(Logits, input)),
            ("DeepFool, one by one", () => DeepFool.ComputeDistances(Logits, input, new DeepFoolOptions { BatchSize = 1 })),
            ("BIM, 64 at once", () => Bim.ComputeDistances(Logits, input)),
            ("BIM, one by one", () => Bim.ComputeDistances(Logits, input, new BimOptions { BatchSize = 1 })));

        DataViewRowId[] ids = [.. Enumerable.Range(0, Count).Select(i => new DataViewRowId((ulong)i, 0))];
        var masks = new DropoutMasks(1, ids, isConsistent: false);
        var signal = new StochasticPasses { Passes = Passes };
        SideBySide.Print(
            $"{Passes} stochastic passes of {Count} images",
            runs: 3,
            ("through the last layer", () => InScope(() =>
                signal.Compute(new ScoringBatch(network, input, network.call(input), ids, 1) { DropoutLayers = model.Model.DropoutLayers }))),
            ("through the whole network", () => InScope(() =>
            {
                using var masked = new MaskedNetwork(network, model.Model.DropoutLayers);
                for (int pass = 0; pass < Passes; pass++)
                {
                    masked.ComputeLogits(input, masks);
                }
            })));
    }

    private static void InScope(Action action)
    {
        using var scope = NewDisposeScope();
        action();
    }

    /// <summary>Keeps the network's input, as it comes.</summary>
    internal sealed record Capture : ScoringSignal
    {
        public static Tensor? Images { get; private set; }

        public override string Name => "capture";

        public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn("Captured")];

        public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
        {
            Images = batch.Images.clone().DetachFromDisposeScope();
            return [zeros(batch.RowIds.Count)];
        }
    }
}
