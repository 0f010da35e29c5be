using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class GradMatchGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("gradmatch");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Choices_weights_and_residuals_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("gradmatch", caseName);
        if (golden.Inputs.Has("weight"))
        {
            AssertUnitWeights(golden);
        }
        else if (golden.Params.Has("batch_size"))
        {
            AssertPerBatch(golden);
        }
        else if (golden.Inputs.Has("labels"))
        {
            AssertPerClass(golden);
        }
        else
        {
            AssertPursuit(golden);
        }
    }

    private static void AssertUnitWeights(GoldenCase golden)
    {
        GoldenValue inputs = golden.Inputs;
        GradientEmbeddings pool = GradientEmbeddings.AtPredictedClasses(
            LastLayer.Probabilities(inputs["embeddings"], inputs["weight"], inputs["bias"]), LastLayer.Inputs(inputs, "embeddings"), GradientKind.BiasLinear);
        GradientEmbeddings? validation = !LastLayer.HasRows(inputs, "validation_embeddings")
            ? null
            : GradientEmbeddings.AtClasses(
                LastLayer.Probabilities(inputs["validation_embeddings"], inputs["weight"], inputs["bias"]),
                LastLayer.Matrix(inputs["validation_embeddings"]),
                inputs["validation_labels"].Ints,
                GradientKind.BiasLinear);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            GradMatchTargetScale scale = name.EndsWith("original", StringComparison.Ordinal) ? GradMatchTargetScale.Original : GradMatchTargetScale.Intended;
            Pick[] picks = GradMatch.SelectUnitWeights(pool, validation, golden.Budget, scale);
            switch (name)
            {
                case "selected_sorted_scale_original" or "selected_sorted_scale_intended":
                    CollectionAssert.AreEqual(expected.Ints, picks.Select(p => p.Index).Order().ToArray());
                    break;
                case "order_scale_original" or "order_scale_intended":
                    CollectionAssert.AreEqual(expected.Ints, picks.Select(p => p.Index).ToArray());
                    break;
                case "residual_scale_original" or "residual_scale_intended":
                    golden.Tolerance.AssertEqual(expected.Double, -picks[^1].Score, name);
                    break;
                default:
                    throw Unknown(name);
            }
        }
    }

    private static void AssertPursuit(GoldenCase golden)
    {
        double[][] gradients = Rows(golden);
        int width = gradients[0].Length;
        PursuitResult result = MatchingPursuit.Solve(
            GradientColumns.Of(gradients, width, default), golden.Inputs["target"].Doubles, golden.Budget, Settings(golden), default);
        WeightedRow[] filled = [.. GradMatch.Fill(result.Rows, gradients.Length, Math.Min(golden.Budget, gradients.Length))];
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "weights" or "omp_weights":
                    golden.Tolerance.AssertEqual(expected.Doubles, Spread(result.Rows, gradients.Length), name);
                    break;
                case "order":
                    CollectionAssert.AreEqual(expected.Ints, result.Rows.Select(r => r.Index).ToArray());
                    break;
                case "residual_norms":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. result.ResidualNorms], name);
                    break;
                case "filled_selection":
                    CollectionAssert.AreEqual(expected.Ints, filled.Select(r => r.Index).ToArray());
                    break;
                case "filled_weights":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. filled.Select(r => r.Weight)], name);
                    break;
                default:
                    throw Unknown(name);
            }
        }
    }

    private static void AssertPerBatch(GoldenCase golden)
    {
        double[][] gradients = Rows(golden);
        int batchSize = golden.Params["batch_size"].Int;
        WeightedRow[] subset = TrainingSubset.SelectPerBatch(
            GradientColumns.Of(gradients, gradients[0].Length, default), batchSize, golden.Budget, Settings(golden), default, out PursuitResult batches);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "batch_weights":
                    golden.Tolerance.AssertEqual(expected.Doubles, Spread(batches.Rows, (gradients.Length + batchSize - 1) / batchSize), name);
                    break;
                case "order":
                    CollectionAssert.AreEqual(expected.Ints, batches.Rows.Select(r => r.Index).ToArray());
                    break;
                case "residual_norms":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. batches.ResidualNorms], name);
                    break;
                case "subset":
                    CollectionAssert.AreEqual(expected.Ints, subset.Select(r => r.Index).ToArray());
                    break;
                case "subset_weights":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. subset.Select(r => r.Weight)], name);
                    break;
                default:
                    throw Unknown(name);
            }
        }
    }

    private static void AssertPerClass(GoldenCase golden)
    {
        double[][] gradients = Rows(golden);
        int[] labels = golden.Inputs["labels"].Ints;
        int classes = golden.Params["classes"].Int, size = golden.Params["embedding_dim"].Int;
        foreach (string name in golden.Expected.Names)
        {
            if (name != "per_class_weights")
            {
                throw Unknown(name);
            }
            foreach (GoldenValue expected in golden.Expected[name].Items)
            {
                int c = expected["class"].Int;
                int[] members = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c)];
                // Bias first, then the class's own weights.
                double[][] own = [.. members.Select(i => (double[])[gradients[i][c], .. gradients[i].AsSpan(classes + (c * size), size)])];
                PursuitResult result = TrainingSubset.SelectOfClass(GradientColumns.Of(own, size + 1, default), labels.Length, golden.Budget, Settings(golden), default);
                foreach (string part in expected.Names.Where(n => n != "class"))
                {
                    switch (part)
                    {
                        case "indices":
                            CollectionAssert.AreEqual(expected[part].Ints, result.Rows.Select(r => members[r.Index]).ToArray());
                            break;
                        case "weights":
                            golden.Tolerance.AssertEqual(expected[part].Doubles, [.. result.Rows.Select(r => r.Weight)], part);
                            break;
                        case "residual_norms":
                            golden.Tolerance.AssertEqual(expected[part].Doubles, [.. result.ResidualNorms], part);
                            break;
                        default:
                            throw Unknown(part);
                    }
                }
            }
        }
    }

    private static PursuitSettings Settings(GoldenCase golden) => new()
    {
        Lambda = golden.Params["lambda"].Double,
        Tolerance = golden.Params["tol"].Double,
        Solver = golden.Params["solver"].Text switch
        {
            "ridge_drop_negative" => PursuitSolver.RidgeDropNegative,
            "nnls_normal_equations" => PursuitSolver.NonNegativeNormalEquations,
            var solver => throw new AssertFailedException($"gradmatch.json has a solver '{solver}', which no test compares."),
        },
    };

    private static double[][] Rows(GoldenCase golden) => [.. golden.Inputs["gradients"].Items.Select(row => row.Doubles)];

    private static double[] Spread(IEnumerable<WeightedRow> rows, int count)
    {
        double[] weights = new double[count];
        foreach (WeightedRow row in rows)
        {
            weights[row.Index] = row.Weight;
        }
        return weights;
    }

    private static AssertFailedException Unknown(string name) => new($"gradmatch.json expects '{name}', which no test compares.");
}
