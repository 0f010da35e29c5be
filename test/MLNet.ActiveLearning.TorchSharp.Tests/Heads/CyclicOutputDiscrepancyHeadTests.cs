using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Saving;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The semi-supervised loss of TOD: recorded numbers, and trainings with unlabelled images.</summary>
[TestClass]
public sealed class CyclicOutputDiscrepancyHeadTests
{
    private readonly MLContext ml = new(1);

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("tod");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Loss_and_teacher_equal_the_recorded_ones(string name)
    {
        using var scope = NewDisposeScope();
        GoldenCase golden = GoldenFile.Case("tod", name);
        GoldenValue given = golden.Inputs["cod_tensors"];
        Tensor Logits(string key) => tensor(given[key].Doubles, given[key].Shape, ScalarType.Float64);
        (Tensor s, Tensor v, Tensor t) = (Logits("scores"), Logits("cons_scores"), Logits("ema_scores"));
        (Tensor su, Tensor vu, Tensor tu) = (Logits("u_scores"), Logits("cons_u_scores"), Logits("ema_u_scores"));
        double loss = (CyclicOutputDiscrepancyModule.ComputeLoss(s, v, t) + CyclicOutputDiscrepancyModule.ComputeLoss(su, vu, tu)).ToDouble();
        double crossEntropy = nn.functional.cross_entropy(s, tensor(golden.Inputs["cod_labels"].Ints.Select(i => (long)i).ToArray())).ToDouble();
        golden.Tolerance.AssertEqual(golden.Expected["ce"].Double, crossEntropy, "ce");
        golden.Tolerance.AssertEqual(golden.Expected["residual_loss"].Double + golden.Expected["consistency_loss"].Double, loss, "residual and consistency loss");
        golden.Tolerance.AssertEqual(golden.Expected["total_loss"].Double, crossEntropy + (golden.Params["cod_weight"].Double * loss), "total_loss");

        Tensor teacher = tensor(golden.Inputs["ema_initial"].Doubles, ScalarType.Float64);
        GoldenValue students = golden.Inputs["ema_model_weights_per_iter"];
        for (int i = 0; i < students.Items.Count; i++)
        {
            CyclicOutputDiscrepancyModule.Average(
                [teacher], [tensor(students[i].Doubles, ScalarType.Float64)], golden.Params["ema_first_iteration"].Int + i, golden.Params["ema_decay"].Double);
            golden.Tolerance.AssertEqual(golden.Expected["ema_weights_per_iter"][i].Doubles, teacher.data<double>().ToArray(), $"ema[{i}]");
        }
    }

    [TestMethod]
    public void The_loss_is_that_of_both_batches_and_reaches_the_student_alone()
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        (ImageNetwork student, ImageNetwork teacher, HeadModule module) = Build(new CyclicOutputDiscrepancyHead { Weight = 0.5 });
        (Tensor labeled, Tensor unlabeled) = (randn(6, 3, 8, 8), randn(6, 3, 8, 8));
        NetworkOutput output = student.call(labeled);
        var batch = new HeadBatch(output, zeros(6, ScalarType.Int64), arange(6), 0) { Images = labeled, UnlabeledImages = unlabeled };
        Tensor both = module.ComputeLoss(batch);
        Tensor one = module.ComputeLoss(batch with { UnlabeledImages = null });

        // Only now, for what comes after: the module alone has to put the teacher into train mode.
        teacher.train();
        double expectedOfOne = 0.5 * Discrepancy(output, labeled);
        Assert.AreEqual(expectedOfOne, one.ToDouble(), 1e-5 * expectedOfOne);
        double expected = expectedOfOne + (0.5 * Discrepancy(student.call(unlabeled), unlabeled));
        Assert.AreEqual(expected, both.ToDouble(), 1e-5 * expected);
        both.backward();
        Assert.IsTrue(student.parameters().Concat(module.parameters()).All(p => p.grad is not null));
        Assert.IsTrue(teacher.parameters().All(p => p.grad is null), "the teacher is not trained by gradients");
        Assert.AreEqual(2, module.parameters().Count(), "the teacher is no part of what is trained and saved");

        double Discrepancy(NetworkOutput seen, Tensor images)
        {
            using var noGradients = no_grad();
            Tensor[] second = [.. module.parameters()];
            Tensor v = nn.functional.linear(seen.Embedding, second[0], second[1]);
            return ((seen.Logits - v).square().mean() + (v - teacher.call(images).Logits).square().mean()).ToDouble();
        }
    }

    [TestMethod]
    public void The_teacher_starts_from_weights_of_its_own_and_follows_the_student_after_each_step()
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        (ImageNetwork student, ImageNetwork teacher, HeadModule module) = Build(new CyclicOutputDiscrepancyHead { MaximumDecay = 0.7 });
        Assert.AreNotEqual(First(student), First(teacher));
        double expected = First(teacher);
        float[] statistics = [.. teacher.buffers().First().data<float>()];
        using var noGradients = no_grad();
        foreach (double decay in new[] { 1 / 2.0, 2 / 3.0, 0.7, 0.7 })
        {
            foreach (Tensor parameter in student.parameters())
            {
                parameter.add_(0.25);
            }

            module.OnStepFinished(student);
            expected = (decay * expected) + ((1 - decay) * First(student));
            Assert.AreEqual(expected, First(teacher), 1e-6);
        }

        CollectionAssert.AreEqual(statistics, teacher.buffers().First().data<float>().ToArray(), "statistics are the teacher's own");
        module.OnTrainingFinished(student);
        Assert.ThrowsExactly<InvalidOperationException>(() => module.ComputeLoss(
            new HeadBatch(new NetworkOutput(zeros(1, 4), zeros(1, 4), []), zeros(1, ScalarType.Int64), arange(1), 0)), "the teacher is gone");

        static double First(ImageNetwork network) => network.parameters().First().flatten()[0].ToDouble();
    }

    [TestMethod]
    public void Unlabelled_images_change_the_training_and_the_same_ones_give_the_same_bits()
    {
        float[] first = TrainAndScore(TestImages.Bytes(ml, 40, first: 100), weight: 0.5);
        CollectionAssert.AreEqual(first, TrainAndScore(TestImages.Bytes(ml, 40, first: 100), weight: 0.5));
        CollectionAssert.AreNotEqual(first, TrainAndScore(TestImages.Bytes(ml, 40, first: 200), weight: 0.5));
        float[] few = TrainAndScore(TestImages.Bytes(ml, 3, first: 100), weight: 0.5); // fewer than a batch
        Assert.IsTrue(few.All(float.IsFinite));
        Assert.IsTrue(TrainAndScore(TestImages.Bytes(ml, 0), weight: 0.5).All(float.IsFinite)); // the pool may be empty
    }

    [TestMethod]
    public void A_model_with_the_head_is_saved_without_its_teacher()
    {
        using ImageClassificationTransformer model = Train(TestImages.Bytes(ml, 20, first: 100), 0.02);
        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(ml, folder);
        IDataView rows = TestImages.Bytes(ml, 9);
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(rows), "Score"), TestImages.Vectors(loaded.Transform(rows), "Score"));
    }

    [TestMethod]
    public void A_training_without_unlabelled_images_is_refused()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Train(null, 0.02));
        StringAssert.Contains(error.Message, "TrainingContext.Unlabeled");
        ArgumentException options = Assert.ThrowsExactly<ArgumentException>(() => Train(null, -1));
        StringAssert.Contains(options.Message, "Weight of CyclicOutputDiscrepancyHead is -1");
    }

    private static (ImageNetwork Student, ImageNetwork Teacher, HeadModule Module) Build(CyclicOutputDiscrepancyHead head)
    {
        var spec = new NetworkSpec(3, 8, 8, 4);
        Architecture architecture = Architecture.ResNet18 with { Width = 4 };
        ImageNetwork student = architecture.Build(spec);
        ImageNetwork? teacher = null;
        var module = new CyclicOutputDiscrepancyModule(head, student.EmbeddingSize, 4, () => teacher = architecture.Build(spec));
        module.OnTrainingStarted(student, 6);
        return (student, teacher!, module);
    }

    private float[] TrainAndScore(IDataView unlabeled, double weight)
    {
        using ImageClassificationTransformer model = Train(unlabeled, weight);
        return TestImages.Vectors(model.Transform(TestImages.Bytes(ml, 12)), "Score");
    }

    private ImageClassificationTransformer Train(IDataView? unlabeled, double weight) => ml.ActiveLearning().Trainers
        .ImageClassification(TestImages.Options with { Heads = [new CyclicOutputDiscrepancyHead { Weight = weight }] })
        .Fit(TestImages.Bytes(ml, 20), new TrainingContext { Unlabeled = unlabeled });
}
