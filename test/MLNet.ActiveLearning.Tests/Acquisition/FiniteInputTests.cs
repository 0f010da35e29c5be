using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>NaN and infinity must not choose rows, nor keep a method busy for ever.</summary>
[TestClass]
public sealed class FiniteInputTests
{
    private const int Rows = 12;
    private const int Width = 4;
    private const int BadRow = 7;

    private static readonly FloatMatrix Good = Matrix(null);

    /// <summary>Every public function that chooses a set, or makes ready what one chooses from, with the matrix in each of its places.</summary>
    private static readonly (string Name, Action<FloatMatrix> Call)[] Functions =
    [
        ("k-centre", m => KCenterGreedy.Select(m, null, 5)),
        ("k-centre, labelled rows given", m => KCenterGreedy.Select(m, Good, 5)),
        ("k-centre, labelled", m => KCenterGreedy.Select(Good, m, 5)),
        ("k-centre, start", m => KCenterGreedy.Select(m, null, 5, start: 2)),
        ("k-centre, more", m => KCenterGreedy.Extend(m, [0, 3], 5)),
        ("k-centre, more of none", m => KCenterGreedy.Extend(m, [], 5)),
        ("nearest distances", m => KCenterGreedy.NearestDistances(m, null, [1])),
        ("nearest distances, labelled", m => KCenterGreedy.NearestDistances(Good, m, [])),
        ("k-means++", m => KMeansPlusPlus.Select(m, 5, Uniforms())),
        ("k-means", m => KMeansSampling.Select(m, 5, Uniforms())),
        ("ActiveFT", m => ActiveFt.Select(m, [0, 1])),
        ("ActiveFT, labelled", m => ActiveFt.Select(Good, [0, 1], labeled: m)),
        ("ActiveFT, start", m => ActiveFt.FindFarthestStart(m, 3, Uniforms())),
        ("ActiveFT, rows to assign", m => ActiveFt.Assign(m, Good)),
        ("ActiveFT, centroids", m => ActiveFt.Assign(Good, m)),
        ("BADGE, probabilities", m => Badge.Select(Predicted(m, Good), 5, Uniforms())),
        ("BADGE, embeddings", m => Badge.Select(Predicted(Good, m), 5, Uniforms())),
        ("GLISTER, pool", m => Glister.Select(new GlisterRows(Predicted(Good, m), null, null), 5, new GlisterSettings())),
        ("GLISTER, labelled", m => Glister.Select(new GlisterRows(Predicted(Good, Good), Known(Good, m), null), 5, new GlisterSettings())),
        ("GLISTER, validation", m => Glister.Select(new GlisterRows(Predicted(Good, Good), null, Known(m, Good)), 5, new GlisterSettings())),
        ("GRAD-MATCH", m => GradMatch.SelectUnitWeights(Predicted(Good, m), null, 5)),
        ("GRAD-MATCH, validation", m => GradMatch.SelectUnitWeights(Predicted(Good, Good), Known(Good, m), 5)),
        ("GRAD-MATCH, weights", m => GradMatch.SelectWeighted(Predicted(m, Good), null, 5, new PursuitSettings())),
        ("gradient norm, probabilities", m => GradientNorm.Compute(m, Good, new float[Rows])),
        ("gradient norm, embeddings", m => GradientNorm.Compute(Good, m, new float[Rows])),
        .. Enum.GetValues<SimilarityMetric>().Select(metric => ($"kernel, {metric}", (Action<FloatMatrix>)(m => SimilarityKernel.Create(m, metric)))),
        ("kernel, represented", m => SimilarityKernel.Create(Good, m, SimilarityMetric.Cosine, memoryLimit: 0)),
        ("kernel, given", m => SimilarityKernel.FromValues(m, isSquare: false)),
        ("similarities, a", m => SimilarityKernels.Compute(m, Good, SimilarityMetric.Dot, new float[Rows * Rows])),
        ("similarities, b", m => SimilarityKernels.Compute(Good, m, SimilarityMetric.Euclidean, new float[Rows * Rows])),
        ("targeted, pool", m => TargetedKernels.FromEmbeddings(m, Good)),
        ("targeted, queries", m => TargetedKernels.FromEmbeddings(Good, m)),
        ("targeted, private", m => TargetedKernels.FromEmbeddings(Good, default, m)),
        .. Enum.GetValues<SetFunctionKind>().Select(kind =>
            ($"{kind}", (Action<FloatMatrix>)(m => GreedyMaximizer.Maximize(new SetFunctionOptions { Function = kind }.Create(m), 5)))),
        ("FASS, probabilities", m => Fass.Select(m, Good, 2)),
        ("FASS, embeddings", m => Fass.Select(Good, m, 2)),
        ("seed set, facility location", m => SeedSets.FacilityLocation(m, 5)),
        ("seed set, dispersion", m => SeedSets.DispersionMin(m, 5)),
        ("seed set, per class", m => SeedSets.FacilityLocationPerClass(m, [.. Enumerable.Range(0, Rows).Select(n => n % 2)], 2, 4)),
        ("BatchBALD", m => BatchBald.Select(m, 2, 5, Uniforms())),
        ("BatchBALD, scores", m => BatchBald.ComputeScores(m, 2, [0])),
        ("BatchBALD, entropy", m => BatchBald.EstimateEntropy(m, 2, [0], new int[2])),
        ("BatchBALD, entropies", m => BatchBald.EstimateJointEntropies(m, 2, [0], new int[2])),
        ("variation ratio", m => VariationRatio.Compute(m.Span, 2, Width / 2, new float[Rows])),
        ("variation ratio, soft", m => VariationRatio.ComputeSoft(m.Span, 2, Width / 2, new float[Rows])),
        ("votes", m => VariationRatio.ComputeVotes(m.Span, 2, Width / 2, new int[Rows * 2])),
    ];

    [TestMethod]
    [Timeout(120_000)]
    public void A_value_that_is_not_finite_is_an_error_that_names_its_row()
    {
        foreach ((string name, Action<FloatMatrix> call) in Functions)
        {
            call(Good);
            foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                string message = Assert.ThrowsException<ArgumentException>(() => call(Matrix(value)), $"{name}: {value}").Message;
                StringAssert.StartsWith(message, $"Row {BadRow} of the ", name);
                StringAssert.Contains(message, FormattableString.Invariant($"holds {value}; all values must be finite."), name);
            }
        }
    }

    [TestMethod]
    public void The_first_of_many_rows_is_named()
    {
        const int rows = 9000, width = 7;
        foreach (int bad in new[] { 0, 1, 2340, 2341, 4681, 8999 })
        {
            float[] values = new float[rows * width];
            FiniteRows.Check(new FloatMatrix(values, rows, width), "rows");
            values[(bad * width) + width - 1] = float.NaN;
            values[^1] = float.NegativeInfinity;
            string message = Assert.ThrowsException<ArgumentException>(() => FiniteRows.Check(new FloatMatrix(values, rows, width), "rows")).Message;
            StringAssert.StartsWith(message, $"Row {bad} of the rows holds ");
        }
        FiniteRows.Check(default, "rows");
    }

    private static GradientEmbeddings Predicted(FloatMatrix probabilities, FloatMatrix embeddings) =>
        GradientEmbeddings.AtPredictedClasses(probabilities, embeddings, GradientKind.BiasLinear);

    private static GradientEmbeddings Known(FloatMatrix probabilities, FloatMatrix embeddings) =>
        GradientEmbeddings.AtClasses(probabilities, embeddings, new int[Rows], GradientKind.BiasLinear);

    private static Func<double> Uniforms() => new SeededRandom(1).NextDouble;

    // Two passes of two classes, or four classes nearly: no function here checks sums.
    private static FloatMatrix Matrix(float? bad)
    {
        var random = new SeededRandom(4);
        float[] values = new float[Rows * Width];
        for (int i = 0; i < values.Length; i += 2)
        {
            values[i] = (float)random.NextDouble();
            values[i + 1] = 1 - values[i];
        }
        values[(BadRow * Width) + 2] = bad ?? values[(BadRow * Width) + 2];
        return new FloatMatrix(values, Rows, Width);
    }
}
