using Microsoft.ML;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages on targeted selection and ActiveFT, word for word.</summary>
[TestClass]
public sealed class TargetedPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView unlabeled;
    private readonly ITransformer model;

    public TargetedPageTests()
    {
        unlabeled = ml.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));
        IDataView labeled = ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1));
        ITransformer classifier = new CentroidTrainer(Flower.ClassNames, "Truth").Fit(labeled);
        model = classifier.Append(ml.Transforms.CopyColumns("Embedding", "Features").Fit(classifier.Transform(labeled)));
    }

    [TestMethod]
    public void The_page_on_targeted_selection()
    {
        Flower[] examples = [.. Flower.Draw(60, seed: 3).Where(f => f.Truth == "rose").Take(5)];

        // Scored by the same model as the pool; their labels are read, for the gradients.
        IDataView wanted = model.Transform(ml.Data.LoadFromEnumerable(examples));
        IDataView query = ml.ActiveLearning().Select(
            model.Transform(unlabeled),
            ml.ActiveLearning().Strategies.Targeted(new TargetedOptions { Measure = TargetedMeasure.Flqmi }),
            new SelectorOptions { QuerySize = 20, TargetRows = wanted, LabelColumnName = "Truth" });

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_ActiveFT()
    {
        IDataView features = model.Transform(unlabeled);

        // Features of a pretrained network in column 'Embedding'; no model of the task and no labels.
        IDataView firstRows = ml.ActiveLearning().Select(
            features,
            ml.ActiveLearning().Strategies.ActiveFt(new ActiveFtOptions { Training = new ActiveFtTraining { Iterations = 100 } }),
            querySize: 20);

        Assert.AreEqual(20, Ids.Of(firstRows).Length);
    }

    [TestMethod]
    public void Examples_of_a_class_are_answered_with_rows_of_that_class()
    {
        Flower[] examples = [.. Flower.Draw(60, seed: 3).Where(f => f.Truth == "rose").Take(5)];
        var truths = Flower.Draw(90, seed: 2).ToDictionary(f => f.Id, f => f.Truth);
        foreach (TargetedMeasure measure in new[] { TargetedMeasure.Flqmi, TargetedMeasure.Gcmi, TargetedMeasure.Com })
        {
            var strategy = new TargetedStrategy(new TargetedOptions { Measure = measure, Representation = TargetedRepresentation.Embeddings });
            var options = new SelectorOptions { QuerySize = 10, TargetRows = model.Transform(ml.Data.LoadFromEnumerable(examples)) };
            var chosen = ml.ActiveLearning().Selector(strategy, options).Fit(model.Transform(unlabeled)).Selected;
            int found = chosen.Count(r => truths[r.Id] == "rose");
            Assert.IsTrue(found >= 6, $"{measure}: {found} of 10 are roses; by chance there would be 3");
        }
    }

    [TestMethod]
    public void Without_target_rows_the_selection_says_what_to_set()
    {
        string message = Assert.ThrowsException<ArgumentException>(
            () => ml.ActiveLearning().Select(model.Transform(unlabeled), ml.ActiveLearning().Strategies.Targeted(), querySize: 5)).Message;
        StringAssert.Contains(message, "TargetRows");
        Assert.AreEqual(5, Ids.Of(ml.ActiveLearning().Select(
            model.Transform(unlabeled),
            ml.ActiveLearning().Strategies.Targeted(new TargetedOptions { Measure = TargetedMeasure.Flcg }),
            querySize: 5)).Length);
    }

    [TestMethod]
    public void All_options_that_are_not_valid_are_named_at_once()
    {
        string targeted = Assert.ThrowsException<ArgumentException>(() => new TargetedStrategy(new TargetedOptions
        {
            Measure = (TargetedMeasure)99,
            Representation = (TargetedRepresentation)99,
            Weights = new TargetedWeights { Eta = -1, Lambda = double.NaN },
            EmbeddingColumnName = "",
        })).Message;
        foreach (string name in new[] { "Measure is 99", "Representation is 99", "Eta is -1", "Lambda is NaN", "EmbeddingColumnName is empty" })
        {
            StringAssert.Contains(targeted, name);
        }
        string activeFt = Assert.ThrowsException<ArgumentException>(() => new ActiveFtStrategy(new ActiveFtOptions
        {
            Start = (ActiveFtStart)99,
            Training = new ActiveFtTraining { Temperature = 0 },
        })).Message;
        StringAssert.Contains(activeFt, "Start is 99");
        StringAssert.Contains(activeFt, "Temperature is 0");
    }
}
