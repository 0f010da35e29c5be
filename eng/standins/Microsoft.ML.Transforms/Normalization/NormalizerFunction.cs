using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

internal enum NormalizerKind : byte
{
    MinMax,
    MeanVariance,
    Cdf,
}

/// <summary>
/// The fitted function of one column: scale and offset of every slot for the affine kinds, for <see cref="NormalizerKind.Cdf"/> the
/// mean and the standard deviation. A slot that does not vary becomes zero.
/// </summary>
internal sealed record NormalizerFunction(NormalizerKind Kind, double[] Scales, double[] Offsets)
{
    public static NormalizerFunction Fit(NormalizerKind kind, bool fixZero, SlotStatistics[] slots)
    {
        var pairs = slots.Select(s => kind switch
        {
            NormalizerKind.MinMax => MinMax(s, fixZero),
            NormalizerKind.MeanVariance => MeanVariance(s, fixZero),
            _ => (Math.Sqrt(s.Variance), s.Mean),
        }).ToArray();
        return new NormalizerFunction(kind, [.. pairs.Select(p => p.Item1)], [.. pairs.Select(p => p.Item2)]);
    }

    public double Apply(int slot, double value)
    {
        double scale = Scales[slot], offset = Offsets[slot];
        if (Kind != NormalizerKind.Cdf)
            return (value - offset) * scale;
        if (scale == 0)
            return 0;
        // The normal distribution function by an elementary approximation of erf (Winitzki).
        const double A = 0.147;
        double x = (value - offset) / scale, half = x * x / 2;
        return 0.5 + 0.5 * Math.Sign(x) * Math.Sqrt(1 - Math.Exp(-half * (4 / Math.PI + A * half) / (1 + A * half)));
    }

    public NormalizingTransformer.NormalizerModelParametersBase ToParameters(DataViewType type)
    {
        bool isSingle = type.GetItemType().RawType == typeof(float), isVector = type is VectorDataViewType;
        return (isVector, isSingle) switch
        {
            (true, true) => Make(Scales.Select(s => (float)s).ToImmutableArray(), Offsets.Select(o => (float)o).ToImmutableArray()),
            (true, false) => Make(Scales.ToImmutableArray(), Offsets.ToImmutableArray()),
            (false, true) => Make((float)Scales[0], (float)Offsets[0]),
            _ => Make(Scales[0], Offsets[0]),
        };
    }

    private NormalizingTransformer.NormalizerModelParametersBase Make<T>(T scale, T offset)
        => Kind == NormalizerKind.Cdf
            ? new NormalizingTransformer.CdfNormalizerModelParameters<T>(offset, scale)
            : new NormalizingTransformer.AffineNormalizerModelParameters<T>(scale, offset);

    private static (double Scale, double Offset) MinMax(SlotStatistics s, bool fixZero)
    {
        if (!(s.Max > s.Min))
            return (0, 0);
        return fixZero ? (1 / Math.Max(Math.Abs(s.Max), Math.Abs(s.Min)), 0) : (1 / (s.Max - s.Min), s.Min);
    }

    private static (double Scale, double Offset) MeanVariance(SlotStatistics s, bool fixZero)
    {
        if (s.Variance == 0)
            return (0, 0);
        return fixZero ? (1 / Math.Sqrt(s.Variance + s.Mean * s.Mean), 0) : (1 / Math.Sqrt(s.Variance), s.Mean);
    }
}
