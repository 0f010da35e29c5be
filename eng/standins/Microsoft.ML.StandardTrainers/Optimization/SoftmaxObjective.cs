namespace Microsoft.ML.Trainers.Optimization;

/// <summary>
/// Mean softmax loss and L2 of the weights, both over the sum of the instance weights. Parameters: the biases, then one weight
/// vector a class; biases are not regularised. Rows are summed in a fixed number of parts, so results do not depend on the machine.
/// </summary>
internal sealed class SoftmaxObjective
{
    private const int RowsWorthAPart = 64;
    private const int MaximumParts = 8;

    private readonly TrainingSet _data;
    private readonly double _l2;
    private readonly double _weightSum;
    private readonly float[] _parameters;
    private readonly float[][] _gradients;
    private readonly double[] _losses;

    public SoftmaxObjective(TrainingSet data, double l2)
    {
        _data = data;
        _l2 = l2;
        for (int row = 0; row < data.Count; row++)
            _weightSum += data.Weight(row);
        _parameters = new float[Size];
        int parts = Math.Clamp(data.Count / RowsWorthAPart, 1, MaximumParts);
        _gradients = new float[parts][];
        for (int i = 0; i < parts; i++)
            _gradients[i] = new float[Size];
        _losses = new double[parts];
    }

    public int Size => _data.Classes * (1 + _data.Dimension);

    public int BiasCount => _data.Classes;

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double penalty = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            _parameters[i] = (float)parameters[i];
            bool regularised = i >= BiasCount;
            penalty += regularised ? 0.5 * _l2 * parameters[i] * parameters[i] : 0;
            gradient[i] = regularised ? _l2 * parameters[i] : 0;
        }
        Parallel.For(0, _gradients.Length, Accumulate);
        double loss = penalty;
        for (int part = 0; part < _gradients.Length; part++)
        {
            loss += _losses[part];
            float[] addend = _gradients[part];
            for (int i = 0; i < addend.Length; i++)
                gradient[i] += addend[i];
        }
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] /= _weightSum;
        return loss / _weightSum;
    }

    private void Accumulate(int part)
    {
        int first = (int)((long)_data.Count * part / _gradients.Length), end = (int)((long)_data.Count * (part + 1) / _gradients.Length);
        int classes = _data.Classes, dimension = _data.Dimension;
        Span<float> gradient = _gradients[part];
        gradient.Clear();
        double loss = 0;
        var scores = new float[classes];
        for (int row = first; row < end; row++)
        {
            var features = _data.Row(row);
            int label = _data.Label(row);
            float weight = _data.Weight(row);
            for (int c = 0; c < classes; c++)
                scores[c] = _parameters[c] + LinearMath.Dot(_parameters.AsSpan(classes + c * dimension, dimension), features);
            float labelScore = scores[label];
            loss += weight * (LinearMath.SoftMax(scores) - labelScore);
            for (int c = 0; c < classes; c++)
            {
                float slope = weight * (scores[c] - (c == label ? 1 : 0));
                gradient[c] += slope;
                LinearMath.AddScaled(gradient.Slice(classes + c * dimension, dimension), features, slope);
            }
        }
        if (!double.IsFinite(loss))
            throw new InvalidOperationException("Data contain bad values.");
        _losses[part] = loss;
    }
}
