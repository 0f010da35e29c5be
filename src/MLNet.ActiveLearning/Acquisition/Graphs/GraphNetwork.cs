using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>Two graph convolutions that tell labelled rows from those of the pool: forward, backward and Adam.</summary>
/// <remarks>
/// <code>
/// h = dropout(relu((A X) W1 + b1))       (N, H)
/// o = A (h w2) + b2                      (N)
/// loss = mean_{labelled} ln(1 + exp(-o)) + lambda mean_{pool} ln(1 + exp(o))
/// </code>
/// A X is constant and computed once. Rows of the pool come first. Memory O(N (D + H)): A X, its transpose, h and its gradient.
/// </remarks>
internal sealed class GraphNetwork
{
    /// <summary>Rows that share a block, and so a stream of dropout.</summary>
    public const int BlockSize = 64;

    private readonly SimilarityGraph graph;
    private readonly Parallelism parallelism;
    private readonly int hiddenSize;
    private readonly float[] inputs;
    private readonly float[] inputsTransposed;
    private readonly float[] parameters;
    private readonly float[] gradient;
    private readonly float[] hidden;
    private readonly float[] hiddenGradient;
    private readonly float[] outputWeightSums;
    private readonly float[] projected;
    private readonly float[] outputGradient;

    public GraphNetwork(SimilarityGraph graph, int hiddenSize, Parallelism parallelism)
    {
        (this.graph, this.hiddenSize, this.parallelism) = (graph, hiddenSize, parallelism);
        (int count, int width) = (graph.Count, graph.Width);
        (inputs, inputsTransposed) = (new float[count * width], new float[count * width]);
        graph.MultiplyRows(inputsTransposed, inputs);
        Blocks.ForEach(count, BlockSize, parallelism, (_, first, rows) =>
            SimilarityTiles.Transpose(inputs.AsSpan(first * width, rows * width), rows, width, inputsTransposed.AsSpan(first), count));
        parameters = new float[(hiddenSize * width) + (2 * hiddenSize) + 1];
        gradient = new float[parameters.Length];
        (hidden, hiddenGradient) = (new float[count * hiddenSize], new float[count * hiddenSize]);
        outputWeightSums = new float[Blocks.Count(count, BlockSize) * hiddenSize];
        (projected, outputGradient, Outputs) = (new float[count], new float[count], new float[count]);
    }

    /// <summary>h (N, H) of the last <see cref="Forward"/>.</summary>
    public FloatMatrix Hidden => new(hidden, graph.Count, hiddenSize);

    /// <summary>o (N) of the last <see cref="Forward"/>: log-odds of being labelled.</summary>
    public float[] Outputs { get; }

    /// <summary>The transposed W1, (H, D).</summary>
    public Memory<float> HiddenWeights => parameters.AsMemory(0, hiddenSize * graph.Width);

    /// <summary>b1 (H).</summary>
    public Memory<float> HiddenBias => parameters.AsMemory(hiddenSize * graph.Width, hiddenSize);

    /// <summary>w2 (H).</summary>
    public Memory<float> OutputWeights => parameters.AsMemory(hiddenSize * (graph.Width + 1), hiddenSize);

    /// <summary>b2.</summary>
    public ref float OutputBias => ref parameters[^1];

    /// <summary>The gradient of the last <see cref="Backward"/>: transposed W1, b1, w2, b2.</summary>
    public ReadOnlySpan<float> Gradient => gradient;

    /// <summary>Draws the parameters of a layer with n outputs uniformly from [-1 / sqrt n, 1 / sqrt n).</summary>
    public void Initialize(SeededRandom random)
    {
        double limit = 1 / Math.Sqrt(hiddenSize);
        for (int i = 0; i < parameters.Length; i++)
        {
            bool isHidden = i < hiddenSize * (graph.Width + 1);
            parameters[i] = (float)(((2 * random.NextDouble()) - 1) * (isHidden ? limit : 1));
        }
    }

    /// <summary>Computes h and o.</summary>
    /// <param name="dropout">What to leave out; null for nothing, as after training.</param>
    /// <param name="epoch">The step that is left out for.</param>
    public void Forward(GraphDropout? dropout = null, int epoch = 0)
    {
        (int count, int width) = (graph.Count, graph.Width);
        MatrixProduct.MultiplyTransposed(
            new FloatMatrix(inputs, count, width), new FloatMatrix(HiddenWeights, hiddenSize, width), hidden, parallelism);
        Blocks.ForEach(count, BlockSize, parallelism, (block, first, rows) =>
        {
            Span<float> values = hidden.AsSpan(first * hiddenSize, rows * hiddenSize);
            for (int i = 0; i < rows; i++)
            {
                Span<float> row = values.Slice(i * hiddenSize, hiddenSize);
                TensorPrimitives.Add(row, HiddenBias.Span, row);
                TensorPrimitives.Max(row, 0f, row);
            }
            dropout?.Apply(epoch, block, values);
            for (int i = 0; i < rows; i++)
            {
                projected[first + i] = RowDot.Compute(values.Slice(i * hiddenSize, hiddenSize), OutputWeights.Span);
            }
        });
        graph.Multiply(projected, Outputs);
        TensorPrimitives.Add(Outputs, OutputBias, Outputs);
    }

    /// <summary>The loss of the last <see cref="Forward"/>.</summary>
    /// <param name="poolCount">Rows that are not labelled, the first ones.</param>
    /// <param name="unlabeledWeight">lambda.</param>
    public double ComputeLoss(int poolCount, double unlabeledWeight)
    {
        double labeled = 0, unlabeled = 0;
        for (int i = 0; i < Outputs.Length; i++)
        {
            double logit = i < poolCount ? Outputs[i] : -Outputs[i];
            double term = Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
            (labeled, unlabeled) = i < poolCount ? (labeled, unlabeled + term) : (labeled + term, unlabeled);
        }
        return (labeled / (Outputs.Length - poolCount)) + (unlabeledWeight * unlabeled / poolCount);
    }

    /// <summary>Computes the gradient of the loss at the last <see cref="Forward"/>.</summary>
    /// <param name="poolCount">Rows that are not labelled, the first ones.</param>
    /// <param name="unlabeledWeight">lambda.</param>
    /// <param name="hiddenScale">What dropout multiplied the kept values by.</param>
    public void Backward(int poolCount, double unlabeledWeight, float hiddenScale)
    {
        (int count, int width) = (graph.Count, graph.Width);
        double biasSum = 0;
        for (int i = 0; i < count; i++)
        {
            double slope = i < poolCount
                ? unlabeledWeight / poolCount / (1 + Math.Exp(-Outputs[i]))
                : -1 / ((count - poolCount) * (1 + Math.Exp(Outputs[i])));
            outputGradient[i] = (float)slope;
            biasSum += slope;
        }
        gradient[^1] = (float)biasSum;
        graph.MultiplyTransposed(outputGradient, projected);
        Blocks.ForEach(count, BlockSize, parallelism, (block, first, rows) => PropagateBlock(block, first, rows, hiddenScale));
        Span<float> outputWeights = gradient.AsSpan(hiddenSize * (width + 1), hiddenSize);
        outputWeights.Clear();
        for (int block = 0; block * hiddenSize < outputWeightSums.Length; block++)
        {
            TensorPrimitives.Add(outputWeights, outputWeightSums.AsSpan(block * hiddenSize, hiddenSize), outputWeights);
        }
        for (int j = 0; j < hiddenSize; j++)
        {
            gradient[(hiddenSize * width) + j] = (float)SimilaritySums.Plain(hiddenGradient.AsSpan(j * count, count));
        }
        MatrixProduct.MultiplyTransposed(
            new FloatMatrix(hiddenGradient, hiddenSize, count),
            new FloatMatrix(inputsTransposed, width, count),
            gradient.AsMemory(0, hiddenSize * width),
            parallelism);
    }

    /// <summary>Takes a step against the last gradient.</summary>
    public void Step(Adam adam, double weightDecay)
    {
        TensorPrimitives.MultiplyAdd(parameters, (float)weightDecay, gradient, gradient);
        adam.Begin();
        adam.Step(0, parameters, gradient);
    }

    /// <summary>An optimiser for the parameters.</summary>
    public Adam CreateOptimizer(double learningRate) => new(parameters.Length, learningRate);

    // From d loss / d (h w2) of some rows: the part of w2's gradient, and the gradient of relu's argument, transposed to (H, N).
    private void PropagateBlock(int block, int first, int rows, float hiddenScale)
    {
        Span<float> outputWeights = outputWeightSums.AsSpan(block * hiddenSize, hiddenSize);
        outputWeights.Clear();
        ReadOnlySpan<float> values = hidden.AsSpan(first * hiddenSize, rows * hiddenSize);
        ReadOnlySpan<float> slopes = projected.AsSpan(first, rows);
        for (int i = 0; i < rows; i++)
        {
            TensorPrimitives.MultiplyAdd(values.Slice(i * hiddenSize, hiddenSize), slopes[i], outputWeights, outputWeights);
        }
        for (int j = 0; j < hiddenSize; j++)
        {
            float weight = OutputWeights.Span[j] * hiddenScale;
            Span<float> target = hiddenGradient.AsSpan((j * graph.Count) + first, rows);
            for (int i = 0; i < target.Length; i++)
            {
                // Kept and not cut off by relu exactly if something is left.
                target[i] = values[(i * hiddenSize) + j] > 0 ? slopes[i] * weight : 0;
            }
        }
    }
}
