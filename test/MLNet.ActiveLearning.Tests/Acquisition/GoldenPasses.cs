using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The stochastic passes of a recorded case, turned from (S, N, C) to the library's (N, S, C).</summary>
internal sealed record GoldenPasses(float[] Values, int RowCount, int PassCount, int ClassCount)
{
    public FloatMatrix Matrix => new(Values, RowCount, PassCount * ClassCount);

    public static GoldenPasses Read(GoldenCase golden)
    {
        if (golden.Inputs.Has("mc_probabilities"))
        {
            return Turn(golden.Inputs["mc_probabilities"].Doubles, golden.Inputs["mc_probabilities"].Shape);
        }
        double[] logits = golden.Inputs["logits_per_pass"].Doubles;
        long[] shape = golden.Inputs["logits_per_pass"].Shape;
        return Turn([.. logits.Chunk((int)shape[2]).SelectMany(Softmax)], shape);
    }

    public SyntheticView ToView()
    {
        int width = PassCount * ClassCount;
        return new SyntheticView(
            RowCount,
            SyntheticColumn.Int64("Id", position => 1000 + position),
            SyntheticColumn.SharedVector("StochasticScore", [PassCount, ClassCount], [.. Values.Chunk(width)]));
    }

    private static GoldenPasses Turn(double[] values, long[] shape)
    {
        (int passCount, int rowCount, int classCount) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        float[] turned = new float[values.Length];
        for (int s = 0; s < passCount; s++)
        {
            for (int n = 0; n < rowCount; n++)
            {
                for (int c = 0; c < classCount; c++)
                {
                    turned[(((n * passCount) + s) * classCount) + c] = (float)values[(((s * rowCount) + n) * classCount) + c];
                }
            }
        }
        return new GoldenPasses(turned, rowCount, passCount, classCount);
    }

    private static double[] Softmax(double[] logits)
    {
        double[] powers = [.. logits.Select(z => Math.Exp(z - logits.Max()))];
        return [.. powers.Select(p => p / powers.Sum())];
    }
}
