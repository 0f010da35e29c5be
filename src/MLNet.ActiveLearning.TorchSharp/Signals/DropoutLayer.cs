using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>A dropout layer of a network.</summary>
/// <param name="Module">The layer.</param>
/// <param name="Probability">With which it drops a number or channel.</param>
/// <param name="DropsChannels">Whether it drops whole channels.</param>
internal sealed record DropoutLayer(nn.Module<Tensor, Tensor> Module, double Probability, bool DropsChannels)
{
    private const int ProbeSize = 4096;

    /// <summary>The dropout layers of a network on the CPU, in the order of its modules. Modes and random numbers are left as they were.</summary>
    public static IReadOnlyList<DropoutLayer> FindAll(ImageNetwork network)
    {
        nn.Module<Tensor, Tensor>[] modules = [.. Find(network)];
        if (modules.Length == 0)
        {
            return [];
        }

        using var state = TorchSeed.Keep();
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        return [.. modules.Select(m => new DropoutLayer(m, MeasureProbability(m), DropsChannels: m is not Dropout))];
    }

    /// <summary>The dropout modules of a network; those of other kinds are unknown to us.</summary>
    public static IEnumerable<nn.Module<Tensor, Tensor>> Find(ImageNetwork network) =>
        network.modules().Where(m => m is Dropout or Dropout1d or Dropout2d).Cast<nn.Module<Tensor, Tensor>>().Distinct();

    // The library does not tell a layer's probability, but the numbers that the layer keeps are scaled by 1 / (1 - p).
    private static double MeasureProbability(nn.Module<Tensor, Tensor> module)
    {
        bool wasTraining = module.training;
        module.train();
        try
        {
            Tensor probe = module switch
            {
                Dropout2d => ones(1, ProbeSize, 1, 1),
                Dropout1d => ones(1, ProbeSize, 1),
                _ => ones(1, ProbeSize),
            };
            double scale = module.call(probe).max().ToDouble();
            return scale > 0 ? 1 - (1 / scale) : 1;
        }
        finally
        {
            module.train(wasTraining);
        }
    }
}
