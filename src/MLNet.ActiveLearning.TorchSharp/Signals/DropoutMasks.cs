using Microsoft.ML.Data;
using MLNet.ActiveLearning.Numerics;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The dropout masks of one stochastic pass over a batch of rows.</summary>
/// <remarks>
/// Drawn by our own generator, by seed, pass, layer and row: torch's dropout draws from one stream for the whole process, so a row's
/// mask would depend on its batch, and passes could not share masks between batches.
/// </remarks>
/// <param name="seed">The seed of the pass.</param>
/// <param name="rowIds">The rows of the batch.</param>
/// <param name="isConsistent">Whether all rows share one mask.</param>
internal sealed class DropoutMasks(ulong seed, IReadOnlyList<DataViewRowId> rowIds, bool isConsistent)
{
    /// <summary>Draws the factors of a layer's output: 0, or 1 / (1 - p).</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Which of the network's layers it is.</param>
    /// <param name="call">How often the pass has come through it before.</param>
    /// <param name="output">What the layer let through: the first dimension goes over the rows of the batch.</param>
    /// <returns>A tensor that can be multiplied with the output.</returns>
    public Tensor Draw(DropoutLayer layer, int index, int call, Tensor output)
    {
        long[] shape = output.shape;
        if (layer.DropsChannels)
        {
            shape = [.. shape.Select((size, dimension) => dimension < 2 ? size : 1)];
        }

        long total = shape.Aggregate(1L, (product, size) => product * size);
        if (total % rowIds.Count != 0)
        {
            throw new InvalidOperationException(
                $"A dropout layer of the network passes on ({string.Join(", ", output.shape)}) for a batch of {rowIds.Count} rows; stochastic passes need the rows in its first dimension.");
        }

        int width = checked((int)(total / rowIds.Count));
        var factors = new float[total];
        ulong place = SeededRandom.Hash(SeededRandom.Hash(seed, (ulong)index), (ulong)call);
        for (int row = 0; row < rowIds.Count; row++)
        {
            Span<float> target = factors.AsSpan(row * width, width);
            if (!isConsistent)
            {
                Fill(target, SeededRandom.Hash(SeededRandom.Hash(place, rowIds[row].Low), rowIds[row].High), layer.Probability);
            }
            else if (row == 0)
            {
                Fill(target, place, layer.Probability);
            }
            else
            {
                factors.AsSpan(0, width).CopyTo(target);
            }
        }

        return tensor(factors, shape, output.dtype, output.device);
    }

    private static void Fill(Span<float> factors, ulong seed, double probability)
    {
        var random = new SeededRandom(seed);
        float kept = (float)(1 / (1 - probability));
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = random.NextDouble() < probability ? 0 : kept;
        }
    }
}
