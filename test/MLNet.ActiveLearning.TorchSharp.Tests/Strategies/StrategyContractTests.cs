using System.Reflection;
using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class StrategyContractTests : StrategyContract
{
    protected override Assembly Library => typeof(ImageClassificationTrainer).Assembly;

    protected override object Shorten(object options) => options switch
    {
        VaalOptions vaal => vaal with { Training = Shorten(vaal.Training) },
        TaVaalOptions vaal => vaal with { Training = Shorten(vaal.Training) },
        _ => options,
    };

    private static VaalTraining Shorten(VaalTraining training) =>
        training with { Epochs = 1, BatchSize = 300, Width = 1, LatentSize = 3, DiscriminatorSize = 4, AutoencoderSteps = 1, Device = ComputeDevice.Cpu };
}
