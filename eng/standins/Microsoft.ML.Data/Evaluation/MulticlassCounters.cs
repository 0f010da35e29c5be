namespace Microsoft.ML.Data;

/// <summary>Adds up the rows of an evaluation.</summary>
internal sealed class MulticlassCounters(int classes)
{
    private const float Epsilon = 1e-15f;

    private readonly double[] _classCount = new double[classes];
    private readonly double[] _classLogLoss = new double[classes];
    // How often the true class had so many classes before it; the last place also takes classes that are unknown.
    private readonly double[] _ranks = new double[classes + 1];
    private readonly double[][] _confusion = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
    private double _rows;
    private double _correct;
    private double _logLoss;

    public long UnlabeledRows { get; private set; }

    public long UnknownClasses { get; private set; }

    public long BadLabels { get; private set; }

    public long BadScores { get; private set; }

    public void Add(float label, ReadOnlySpan<float> scores)
    {
        if (float.IsNaN(label))
        {
            UnlabeledRows++;
            return;
        }
        if (label < 0 || label != (int)label)
        {
            BadLabels++;
            return;
        }
        foreach (float score in scores)
        {
            if (!float.IsFinite(score))
            {
                BadScores++;
                return;
            }
        }

        int truth = (int)label;
        bool known = truth < classes;
        float probability = known ? scores[truth] : 0;
        double loss = -Math.Log(known ? Math.Min(1, Math.Max(Epsilon, probability)) : Epsilon);
        int rank = 0, assigned = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] > probability || scores[i] == probability && i < truth)
                rank++;
            if (scores[i] > scores[assigned])
                assigned = i;
        }

        _rows++;
        _logLoss += loss;
        _ranks[known ? rank : classes]++;
        if (!known)
        {
            UnknownClasses++;
            return;
        }
        _classCount[truth]++;
        _classLogLoss[truth] += loss;
        _confusion[truth][assigned]++;
        if (rank == 0)
            _correct++;
    }

    public MulticlassClassificationMetrics ToMetrics(string[] classNames, int topK)
    {
        double logLoss = _rows > 0 ? _logLoss / _rows : 0;
        double entropy = -_classCount.Where(c => c != 0).Sum(c => c * Math.Log(c / _rows)) / _rows;
        double[] recalls = [.. Enumerable.Range(0, classes).Where(i => _classCount[i] > 0).Select(i => _confusion[i][i] / _classCount[i])];
        double[] perClass = [.. _classLogLoss.Select((loss, i) => _classCount[i] > 0 ? loss / _classCount[i] : 0)];
        double[] topKAccuracies = null;
        if (topK > 0)
        {
            double sum = 0;
            topKAccuracies = [.. _ranks.Take(topK).Select(count => sum += count / _rows)];
        }
        return new MulticlassClassificationMetrics(_rows > 0 ? _correct / _rows : 0, recalls.Length > 0 ? recalls.Average() : 0,
            logLoss, (entropy - logLoss) / entropy, topK, topKAccuracies, perClass, new ConfusionMatrix(_confusion, classNames));
    }
}
