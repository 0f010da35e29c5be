using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The checkpoints that TracInCP sums over: the network's weights, the direction and the learning rate of each.</summary>
/// <remarks>Memory: all weights of the network, and a last layer, for each checkpoint. Not saved with a model.</remarks>
internal sealed class InfluenceTrace(Func<ImageNetwork> createNetwork) : IDisposable
{
    private readonly List<Checkpoint> checkpoints = [];
    private ImageNetwork? replay;

    /// <summary>Keeps a checkpoint.</summary>
    public void Add(ImageNetwork network, double learningRate, Tensor directionWeight, Tensor directionBias, Tensor scale)
    {
        Dictionary<string, Tensor> weights = network.state_dict().ToDictionary(w => w.Key, w => Keep(w.Value));
        checkpoints.Add(new Checkpoint(learningRate, weights, new InfluenceDirection(Keep(directionWeight), Keep(directionBias), Keep(scale))));
    }

    /// <summary>Drops the checkpoints of the first half: those with number t up to T / 2, counted from 1.</summary>
    public void DropFirstHalf()
    {
        int count = checkpoints.Count / 2;
        checkpoints.Take(count).ToList().ForEach(c => c.Dispose());
        checkpoints.RemoveRange(0, count);
    }

    /// <summary>The sum (B) over the checkpoints of learning rate times score, the images run through the network of each.</summary>
    /// <param name="images">(B, Channels, Height, Width).</param>
    /// <param name="score">The scores (B) of a checkpoint's output.</param>
    /// <exception cref="InvalidOperationException">There is no checkpoint.</exception>
    public Tensor Sum(Tensor images, Func<NetworkOutput, InfluenceDirection, Tensor> score)
    {
        using var scope = NewDisposeScope();
        replay ??= CreateReplay(images.device);
        Dictionary<string, Tensor> current = replay.state_dict();
        Tensor total = zeros(images.shape[0], device: images.device);
        foreach (Checkpoint checkpoint in checkpoints)
        {
            using var checkpointScope = NewDisposeScope();
            foreach ((string name, Tensor weight) in checkpoint.Weights)
            {
                current[name].copy_(weight);
            }

            total.add_(score(replay.call(images), checkpoint.Direction) * checkpoint.LearningRate);
        }

        return total.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        checkpoints.ForEach(c => c.Dispose());
        checkpoints.Clear();
        replay?.Dispose();
        replay = null;
    }

    private static Tensor Keep(Tensor values) => values.detach().clone().DetachFromDisposeScope();

    private ImageNetwork CreateReplay(Device device)
    {
        using var seed = TorchSeed.Keep(); // building draws initial weights, which are overwritten at once
        using var mode = inference_mode(false);
        ImageNetwork network = createNetwork();
        network.to(device);
        network.eval();
        foreach (Tensor weight in network.parameters().Concat(network.buffers()))
        {
            weight.DetachFromDisposeScope();
        }

        return network;
    }

    private sealed record Checkpoint(double LearningRate, Dictionary<string, Tensor> Weights, InfluenceDirection Direction) : IDisposable
    {
        public void Dispose()
        {
            foreach (Tensor tensor in Weights.Values.Append(Direction.Weight).Append(Direction.Bias).Append(Direction.Scale))
            {
                tensor.Dispose();
            }
        }
    }
}
