namespace Microsoft.ML.Trainers.Optimization;

/// <summary>Every value decided; see <see cref="SdcaDefaults"/> for those that the user left open.</summary>
internal sealed record SdcaSettings(float L2, float L1Threshold, int MaximumIterations, int CheckFrequency, double Tolerance, float BiasLearningRate, bool Shuffle);

/// <summary>
/// Stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013) on the objective of the package's trainer: for every row the
/// sum over the other classes of the logistic loss of the margin between the scores of the label and of that class, averaged over
/// rows, plus L2 / 2 of weights and biases, plus L1Threshold * L2 times their L1 norm. Each pair of row and other class has one
/// dual variable; weights are its sum over rows, shrunk towards zero by the L1 threshold. One thread, so the seed decides the result.
/// </summary>
internal sealed class Sdca
{
    private readonly TrainingSet _data;
    private readonly SdcaSettings _settings;
    private readonly Random _random;
    private readonly int _classes;
    private readonly float[][] _raw;
    private readonly float[][] _weights;
    private readonly float[] _rawBias;
    private readonly float[] _bias;
    private readonly float[] _freeBias;
    private readonly float[] _duals;
    private readonly float[] _norms;
    private readonly float _step;

    public Sdca(TrainingSet data, SdcaSettings settings, Random random)
    {
        (_data, _settings, _random, _classes) = (data, settings, random, data.Classes);
        _weights = NewMatrix();
        _raw = settings.L1Threshold == 0 ? _weights : NewMatrix();
        _bias = new float[_classes];
        _rawBias = settings.L1Threshold == 0 ? _bias : new float[_classes];
        _freeBias = new float[_classes];
        _duals = new float[(long)data.Count * _classes];
        _norms = new float[data.Count];
        _step = 1 / (settings.L2 * data.Count);
        for (int row = 0; row < data.Count; row++)
            _norms[row] = LinearMath.Dot(data.Row(row), data.Row(row)) + (settings.BiasLearningRate == 0 ? 1 : 0);
    }

    /// <summary>The weights and biases with the lowest primal loss among those that were checked.</summary>
    public (float[][] Weights, float[] Biases) Solve()
    {
        int[] order = [.. Enumerable.Range(0, _data.Count)];
        double best = double.PositiveInfinity;
        var result = Copy();
        bool anyChecked = false;
        for (int iteration = 1; iteration <= _settings.MaximumIterations; iteration++)
        {
            if (_settings.Shuffle)
                _random.Shuffle(order);
            foreach (int row in order)
                Update(row);
            if (iteration % _settings.CheckFrequency != 0)
                continue;
            anyChecked = true;
            var (primal, dual) = Losses();
            if (!double.IsFinite(primal))
                throw new InvalidOperationException("Training diverged: the data contain bad values.");
            if (primal < best)
                (best, result) = (primal, Copy());
            if ((primal - dual) / primal < _settings.Tolerance)
                break;
        }
        return anyChecked ? result : Copy();
    }

    private float[][] NewMatrix() => [.. Enumerable.Range(0, _classes).Select(_ => new float[_data.Dimension])];

    private (float[][], float[]) Copy()
        => ([.. _weights.Select(w => (float[])w.Clone())], [.. _bias.Zip(_freeBias, (a, b) => a + b)]);

    private float Score(ReadOnlySpan<float> features, int c) => LinearMath.Dot(features, _weights[c]) + _bias[c] + _freeBias[c];

    private void Update(int row)
    {
        var features = _data.Row(row);
        int label = _data.Label(row);
        float norm = _norms[row], instanceWeight = _data.Weight(row), scale = _step * instanceWeight;
        float rate = 1 / Math.Max(1, 0.25f + 2 * norm * scale);
        float biasRate = _settings.BiasLearningRate * _settings.L2;
        float labelScore = Score(features, label), labelUpdate = 0, labelFree = 0;
        for (int c = 0; c < _classes; c++)
        {
            if (c == label)
                continue;
            ref float dual = ref _duals[row * (long)_classes + c];
            double margin = labelScore + labelUpdate * norm - Score(features, c);
            float free = biasRate * _rawBias[c];
            float change = (float)(1 / (1 + Math.Exp(margin)) - dual) * rate - free;
            dual += change;
            labelUpdate += change * scale;
            _freeBias[c] += free * scale;
            labelFree -= free * scale;
            Move(c, features, -change * scale);
        }
        _freeBias[label] += labelFree;
        Move(label, features, labelUpdate);
    }

    private void Move(int c, ReadOnlySpan<float> features, float amount)
    {
        _rawBias[c] += amount;
        if (_settings.L1Threshold == 0)
        {
            LinearMath.AddScaled(_weights[c], features, amount);
            return;
        }
        _bias[c] = LinearMath.Shrink(_rawBias[c], _settings.L1Threshold);
        LinearMath.AddScaledAndShrink(_raw[c], _weights[c], features, amount, _settings.L1Threshold);
    }

    private (double Primal, double Dual) Losses()
    {
        double loss = 0, dualLoss = 0;
        for (int row = 0; row < _data.Count; row++)
        {
            var features = _data.Row(row);
            int label = _data.Label(row);
            float labelScore = Score(features, label);
            double rowLoss = 0, rowDual = 0;
            for (int c = 0; c < _classes; c++)
            {
                if (c == label)
                    continue;
                rowLoss += LinearMath.LogisticLoss(labelScore - Score(features, c));
                rowDual += Entropy(_duals[row * (long)_classes + c]);
            }
            loss += rowLoss * _data.Weight(row);
            dualLoss += rowDual * _data.Weight(row);
        }
        double l1 = 0, l2 = 0, free = 0;
        for (int c = 0; c < _classes; c++)
        {
            foreach (float w in _weights[c])
                (l1, l2) = (l1 + Math.Abs(w), l2 + (double)w * w);
            (l1, l2) = (l1 + Math.Abs(_bias[c]), l2 + (double)_bias[c] * _bias[c]);
            free += (double)_bias[c] * _freeBias[c];
        }
        double lambda = _settings.L2;
        return (loss / _data.Count + lambda * (l2 / 2 + _settings.L1Threshold * l1), dualLoss / _data.Count - lambda * (l2 / 2 + free));
    }

    private static double Entropy(double p)
        => p is < 0 or > 1 ? double.NegativeInfinity : p is 0 or 1 ? 0 : -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);
}
