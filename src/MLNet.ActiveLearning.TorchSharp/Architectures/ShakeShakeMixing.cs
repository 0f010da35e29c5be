using MLNet.ActiveLearning.Numerics;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Mixes the two branches of shake-shake blocks: at random in training, half and half otherwise.</summary>
/// <param name="random">The stream that the blocks of a network share.</param>
internal sealed class ShakeShakeMixing(SeededRandom random)
{
    /// <summary>The mixture of two maps (B, c, H, W).</summary>
    public Tensor Mix(Tensor first, Tensor second, bool isTraining)
    {
        if (!isTraining)
        {
            return (first + second).mul_(0.5);
        }

        using var scope = NewDisposeScope();
        return Mix(first, second, Draw(first), Draw(first)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>a x1 + (1 - a) x2</c> with the gradients of <c>b x1 + (1 - b) x2</c>.
    /// </summary>
    /// <param name="first">x1: (B, c, H, W).</param>
    /// <param name="second">x2: (B, c, H, W).</param>
    /// <param name="forward">a: (B, 1, 1, 1).</param>
    /// <param name="backward">b: (B, 1, 1, 1).</param>
    internal static Tensor Mix(Tensor first, Tensor second, Tensor forward, Tensor backward)
    {
        using var scope = NewDisposeScope();
        Tensor mixed = second.lerp(first, backward); // b x1 + (1 - b) x2
        using (no_grad())
        {
            return mixed.add_((first - second).mul_(forward - backward)).MoveToOuterDisposeScope();
        }
    }

    private Tensor Draw(Tensor map)
    {
        var values = new float[map.shape[0]];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextDouble();
        }

        return tensor(values, [values.Length, 1, 1, 1], map.dtype, map.device);
    }
}
