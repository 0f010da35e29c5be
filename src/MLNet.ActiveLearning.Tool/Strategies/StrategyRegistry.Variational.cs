using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Variational =>
    [
        new("vaal", "VAAL: a discriminator most surely tells the image from labelled ones (narrow networks, few epochs)", c => c.Vaal(new VaalOptions
        {
            Training = Narrow(new VaalTraining()),
        })) { Signals = [new InputPixels()] },
        new(
            "ta-vaal",
            "TA-VAAL: as vaal, with the predicted loss beside the image",
            c => c.TaVaal(new TaVaalOptions { Training = Narrow(VaalTraining.TaskAware) }),
            new LossPredictionHead { Ranking = RankingLoss.Logistic }) { Signals = [new InputPixels()] },
    ];

    // The published sizes and 100 epochs ask for a GPU; narrow networks and ten epochs are what a CPU can do.
    private static VaalTraining Narrow(VaalTraining training) => training with { Width = 8, Epochs = 10 };
}
