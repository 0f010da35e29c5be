namespace Microsoft.ML.Transforms;

/// <summary>Extremes, mean and squared deviation of the values of one slot; values that are not numbers are left out.</summary>
internal struct SlotStatistics()
{
    private long _count;
    private double _squares;

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public double Mean { get; private set; }

    public readonly double Variance => _count == 0 ? 0 : _squares / _count;

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
        if (!double.IsFinite(value))
            return;
        _count++;
        double difference = value - Mean;
        Mean += difference / _count;
        _squares += difference * (value - Mean);
    }
}
