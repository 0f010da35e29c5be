using Microsoft.ML;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages of the strategies on gradients, word for word.</summary>
[TestClass]
public sealed class GradientPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly FloatMatrix probabilities = new(new float[] { 0.9f, 0.1f, 0.6f, 0.4f, 0.3f, 0.7f, 0.2f, 0.8f, 0.5f, 0.5f, 0.7f, 0.3f }, 6, 2);
    private readonly FloatMatrix embeddings = new(new float[] { 1, 2, 2, 1, -1, 2, 0, 1, 1, 1, 2, 2 }, 6, 2);
    private readonly int[] classes = [0, 0, 1, 1, 1, 0];
    private readonly IDataView scored;
    private readonly IDataView scoredLabeled;
    private readonly IDataView scoredValidation;

    public GradientPageTests()
    {
        ITransformer model = new CentroidTrainer(Flower.ClassNames, "Truth").Fit(ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1)));
        scored = Score(Flower.Draw(90, seed: 2));
        scoredLabeled = Score(Flower.Draw(30, seed: 1));
        scoredValidation = Score(Flower.Draw(40, seed: 3));

        IDataView Score(Flower[] flowers)
        {
            IDataView predicted = model.Transform(ml.Data.LoadFromEnumerable(flowers));
            return ml.Transforms.CopyColumns("Embedding", "Features").Fit(predicted).Transform(predicted);
        }
    }

    [TestMethod]
    public void The_page_on_badge()
    {
        BadgeStrategy badge = ml.ActiveLearning().Strategies.Badge();
        IDataView query = ml.ActiveLearning().Select(scored, badge, querySize: 20, seed: 7);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_partition()
    {
        PartitionStrategy inParts = ml.ActiveLearning().Strategies.Partition(
            ml.ActiveLearning().Strategies.Badge(),
            new PartitionOptions { Parts = 4 });
        IDataView query = ml.ActiveLearning().Select(scored, inParts, querySize: 20, seed: 7);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_the_gradient_norm()
    {
        GradientNormStrategy gradientNorm = ml.ActiveLearning().Strategies.GradientNorm(
            new GradientNormOptions { Norm = ParameterNorm.Global });
        IDataView query = ml.ActiveLearning().Select(scored, gradientNorm, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_glister()
    {
        var options = new SelectorOptions
        {
            QuerySize = 20,
            LabeledRows = scoredLabeled,
            ValidationRows = scoredValidation,
            LabelColumnName = "Truth",
        };
        GlisterStrategy glister = ml.ActiveLearning().Strategies.Glister(new GlisterOptions { LearningRate = 0.05 });
        IDataView query = ml.ActiveLearning().Select(scored, glister, options);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_grad_match()
    {
        GradMatchStrategy gradMatch = ml.ActiveLearning().Strategies.GradMatch();
        IDataView query = ml.ActiveLearning().Select(scored, gradMatch, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_grad_match_for_training()
    {
        GradientEmbeddings gradients = GradientEmbeddings.AtClasses(probabilities, embeddings, classes, GradientKind.BiasLinear);
        WeightedRow[] subset = TrainingSubset.SelectPerClass(gradients, budget: 3, new PursuitSettings { Lambda = 0.5 });

        Assert.AreEqual(4, subset.Length);
    }
}
