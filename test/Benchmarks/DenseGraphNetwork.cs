using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>The training of the graph network with the matrix of all pairs of rows written out: the naive method, on the same fast products.</summary>
internal sealed class DenseGraphNetwork
{
    private readonly int count, width, hiddenSize, poolCount;
    private readonly FloatMatrix rows;
    private readonly float[] rowsTransposed;
    private readonly float[] similarities;
    private readonly float[] weights;
    private readonly float[] parameters;
    private readonly Adam adam;

    public DenseGraphNetwork(FloatMatrix embeddings, int poolCount, int hiddenSize, Parallelism parallelism)
    {
        rows = UnitRows.Of(embeddings, "embeddings");
        (count, width, this.poolCount, this.hiddenSize) = (rows.RowCount, rows.ColumnCount, poolCount, hiddenSize);
        Parallelism = parallelism;
        rowsTransposed = new float[count * width];
        SimilarityTiles.Transpose(rows.Span, count, width, rowsTransposed, count);
        similarities = new float[count * count];
        MatrixProduct.MultiplyTransposed(rows, rows, similarities, parallelism);
        weights = new float[count];
        for (int i = 0; i < count; i++)
        {
            similarities[(i * count) + i] = 0;
            weights[i] = 1 / TensorPrimitives.Sum<float>(similarities.AsSpan(i * count, count));
        }
        parameters = new float[(hiddenSize * width) + (2 * hiddenSize) + 1];
        var random = new SeededRandom(1);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = (float)(((2 * random.NextDouble()) - 1) / Math.Sqrt(hiddenSize));
        }
        adam = new Adam(parameters.Length, 1e-3);
    }

    public float[] Outputs { get; private set; } = [];

    private Parallelism Parallelism { get; }

    public void Step()
    {
        int bias = hiddenSize * width, output = bias + hiddenSize;
        // Transposed throughout: z' = (A X W1)', (H, N).
        float[] projection = new float[hiddenSize * count], hidden = new float[hiddenSize * count];
        MatrixProduct.MultiplyTransposed(new FloatMatrix(parameters.AsMemory(0, bias), hiddenSize, width), rows, projection, Parallelism);
        Propagate(projection, hiddenSize, hidden, isTransposed: false);
        float[] sums = new float[count];
        for (int j = 0; j < hiddenSize; j++)
        {
            Span<float> row = hidden.AsSpan(j * count, count);
            TensorPrimitives.Add(row, parameters[bias + j], row);
            TensorPrimitives.Max(row, 0f, row);
            TensorPrimitives.MultiplyAdd(row, parameters[output + j], sums, sums);
        }
        float[] outputs = new float[count], slopes = new float[count], propagated = new float[count];
        Propagate(sums, 1, outputs, isTransposed: false);
        float[] gradient = new float[parameters.Length];
        for (int i = 0; i < count; i++)
        {
            double score = 1 / (1 + Math.Exp(-(outputs[i] + parameters[^1])));
            slopes[i] = (float)(i < poolCount ? 1.2 * score / poolCount : (score - 1) / (count - poolCount));
            gradient[^1] += slopes[i];
        }
        Propagate(slopes, 1, propagated, isTransposed: true);
        float[] hiddenGradient = projection, backward = new float[hiddenSize * count];
        for (int j = 0; j < hiddenSize; j++)
        {
            Span<float> row = hidden.AsSpan(j * count, count), target = hiddenGradient.AsSpan(j * count, count);
            gradient[output + j] = TensorPrimitives.Dot<float>(row, propagated);
            for (int i = 0; i < count; i++)
            {
                target[i] = row[i] > 0 ? propagated[i] * parameters[output + j] : 0;
            }
            gradient[bias + j] = TensorPrimitives.Sum<float>(target);
        }
        Propagate(hiddenGradient, hiddenSize, backward, isTransposed: true);
        MatrixProduct.MultiplyTransposed(
            new FloatMatrix(backward, hiddenSize, count), new FloatMatrix(rowsTransposed, width, count), gradient.AsMemory(0, bias), Parallelism);
        TensorPrimitives.MultiplyAdd(parameters, 5e-4f, gradient, gradient);
        adam.Begin();
        adam.Step(0, parameters, gradient);
        Outputs = outputs;
    }

    // Rows of M' become those of (A M)' or (A' M)': A = B D^-1 + I with B the symmetric similarities without their diagonal.
    private void Propagate(float[] vectors, int vectorCount, float[] result, bool isTransposed)
    {
        float[] given = isTransposed ? vectors : (float[])vectors.Clone();
        for (int j = 0; j < vectorCount && !isTransposed; j++)
        {
            TensorPrimitives.Multiply(given.AsSpan(j * count, count), weights, given.AsSpan(j * count, count));
        }
        MatrixProduct.MultiplyTransposed(
            new FloatMatrix(given, vectorCount, count), new FloatMatrix(similarities, count, count), result, Parallelism);
        for (int j = 0; j < vectorCount; j++)
        {
            Span<float> row = result.AsSpan(j * count, count);
            if (isTransposed)
            {
                TensorPrimitives.Multiply(row, weights, row);
            }
            TensorPrimitives.Add(row, vectors.AsSpan(j * count, count), row);
        }
    }
}
