using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Heads;

namespace MLNet.ActiveLearning.Training;

/// <summary>What a trained model appends to its input, and when it computes it.</summary>
[TestClass]
public sealed class ScoringTests
{
    private static readonly MLContext Ml = new(1);
    private static ImageClassificationTransformer model = null!;

    [ClassInitialize]
    public static void Train(TestContext context) => model = Ml.ActiveLearning().Trainers.ImageClassification(
        TestImages.Options with { Heads = [new TrainingDynamicsHead { HiddenSize = 8 }], ScoringBatchSize = 16 }).Fit(TestImages.Bytes(Ml, 60));

    [ClassCleanup]
    public static void Free() => model.Dispose();

    [TestMethod]
    public void The_model_appends_its_columns_with_the_annotations_of_ML_NET()
    {
        DataViewSchema schema = model.GetOutputSchema(TestImages.Bytes(Ml, 3).Schema);
        CollectionAssert.AreEqual(
            new[] { "Id", "Image", "Label", "PredictedLabel", "Score", "Embedding", "DynamicScore" }, schema.Select(c => c.Name).ToArray());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), schema["Score"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 6), schema["Embedding"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), schema["DynamicScore"].Type);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), schema["PredictedLabel"].Type);
        Assert.AreEqual("blue,green,red", Names(schema["PredictedLabel"], "KeyValues"));
        Assert.AreEqual("blue,green,red", Names(schema["Score"], "SlotNames"));
        ReadOnlyMemory<char> kind = default;
        schema["Score"].Annotations.GetValue("ScoreColumnKind", ref kind);
        Assert.AreEqual("MulticlassClassification", kind.ToString());
    }

    [TestMethod]
    public void The_shape_that_the_trainer_promises_is_the_shape_of_what_the_model_gives()
    {
        ImageClassificationTrainer trainer = Ml.ActiveLearning().Trainers.ImageClassification(model.Model.Options);
        IDataView view = TestImages.Bytes(Ml, 6);
        SchemaShape promised = trainer.GetOutputSchema(SchemaShapes.Create(view.Schema));
        SchemaShape given = SchemaShapes.Create(model.GetOutputSchema(view.Schema));
        CollectionAssert.AreEqual(given.Select(Describe).ToArray(), promised.Select(Describe).ToArray());
        Assert.ThrowsException<ArgumentException>(() => trainer.GetOutputSchema(SchemaShapes.Create(Ml.Data.LoadFromEnumerable(new[] { new { X = 1f } }).Schema)));
    }

    [TestMethod]
    public void All_kinds_of_image_columns_give_the_same_scores()
    {
        float[] expected = TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 40)), "Score");
        Assert.AreEqual(120, expected.Length);
        CollectionAssert.AreEqual(expected, TestImages.Vectors(model.Transform(TestImages.Singles(Ml, 40)), "Score"));
        CollectionAssert.AreEqual(expected, TestImages.Vectors(model.Transform(TestImages.Images(Ml, 40)), "Score"));
        CollectionAssert.AreEqual(expected, TestImages.Vectors(model.Transform(TestImages.Images(Ml, 40, MLPixelFormat.Bgra32)), "Score"));
    }

    [TestMethod]
    public void Pixels_from_ML_NET_give_the_same_scores_as_the_images()
    {
        IDataView images = TestImages.Images(Ml, 20);
        IDataView pixels = Ml.Transforms.ExtractPixels("Image", "Image").Fit(images).Transform(images);
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(images), "Score"), TestImages.Vectors(model.Transform(pixels), "Score"));
    }

    [TestMethod]
    public void Key_and_text_labels_train_the_same_model()
    {
        IDataView text = TestImages.Bytes(Ml, 60);
        IDataView key = Ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(text).Transform(text);
        using ImageClassificationTransformer other = Ml.ActiveLearning().Trainers.ImageClassification(model.Model.Options).Fit(key);
        CollectionAssert.AreEqual(TestImages.Classes, other.Model.ClassNames.ToArray());
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(text), "Score"), TestImages.Vectors(other.Transform(text), "Score"));
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(other.Transform(key));
        Assert.AreEqual(3, metrics.PerClassLogLoss.Count);
    }

    [TestMethod]
    public void Given_class_names_set_the_order_of_the_classes()
    {
        string[] names = ["red", "grey", "green", "blue"];
        using ImageClassificationTransformer other = Ml.ActiveLearning().Trainers
            .ImageClassification(TestImages.Options with { ClassNames = names }).Fit(TestImages.Bytes(Ml, 30));
        CollectionAssert.AreEqual(names, other.Model.ClassNames.ToArray());
        Assert.AreEqual("red,grey,green,blue", Names(other.GetOutputSchema(TestImages.Bytes(Ml, 1).Schema)["PredictedLabel"], "KeyValues"));
    }

    [TestMethod]
    public void Columns_of_the_input_pass_through_beside_the_scores()
    {
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 37, first: 5)); // not a multiple of the batch size
        float[] expected = TestImages.Vectors(scored, "Score");
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<int> id = cursor.GetGetter<int>(scored.Schema["Id"]);
        ValueGetter<ReadOnlyMemory<char>> label = cursor.GetGetter<ReadOnlyMemory<char>>(scored.Schema["Label"]);
        ValueGetter<VBuffer<byte>> image = cursor.GetGetter<VBuffer<byte>>(scored.Schema["Image"]);
        ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        (int i, ReadOnlyMemory<char> text, VBuffer<byte> pixels, VBuffer<float> probabilities) = (0, default(ReadOnlyMemory<char>), default(VBuffer<byte>), default(VBuffer<float>));
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            id(ref i);
            label(ref text);
            image(ref pixels);
            score(ref probabilities);
            Assert.AreEqual(rows + 5, i);
            Assert.AreEqual(TestImages.Classes[i % 3], text.ToString());
            CollectionAssert.AreEqual(TestImages.Pixels(i), pixels.DenseValues().ToArray());
            CollectionAssert.AreEqual(expected[(3 * rows)..((3 * rows) + 3)], probabilities.DenseValues().ToArray());
        }

        Assert.AreEqual(37, rows);
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void The_label_column_is_not_needed_for_scoring()
    {
        IDataView view = Ml.Transforms.DropColumns("Label").Fit(TestImages.Bytes(Ml, 5)).Transform(TestImages.Bytes(Ml, 5));
        Assert.AreEqual(15, TestImages.Vectors(model.Transform(view), "Score").Length);
    }

    [TestMethod]
    public void Nothing_is_scored_when_no_score_is_asked_for()
    {
        // Row 2 has no image, which only a cursor that reads images would notice.
        var rows = Enumerable.Range(0, 5).Select(i => new TestImages.ImageRow { Image = i == 2 ? null : TestImages.Image(i), Label = "red" }).ToList();
        IDataView scored = model.Transform(Ml.Data.LoadFromEnumerable(rows));
        using (DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Label"]]))
        {
            while (cursor.MoveNext())
            {
                Assert.IsFalse(cursor.IsColumnActive(scored.Schema["Score"]));
            }
        }

        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(() => TestImages.Vectors(scored, "Score"));
        StringAssert.Contains(exception.Message, "Row 2 of column 'Image' has no image");
    }

    [TestMethod]
    public void A_cursor_may_be_left_in_the_middle()
    {
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 200));
        for (int i = 0; i < 10; i++)
        {
            using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
            Assert.IsTrue(i % 2 == 0 || cursor.MoveNext());
        }
    }

    [TestMethod]
    public void An_empty_view_gives_no_rows() =>
        Assert.AreEqual(0, TestImages.Vectors(model.Transform(Ml.Data.LoadFromEnumerable(new List<TestImages.ByteRow>())), "Score").Length);

    [TestMethod]
    public void Several_cursors_at_once_give_the_same_scores()
    {
        float[] expected = TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 50)), "Score");
        float[][] got = [.. ParallelEnumerable.Range(0, 6).WithDegreeOfParallelism(3).Select(_ => TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 50)), "Score"))];
        Assert.IsTrue(got.All(g => g.SequenceEqual(expected)));
    }

    [TestMethod]
    public void Images_of_another_size_are_refused_when_scoring()
    {
        var rows = new[] { new LargeRow { Image = TestImages.Pixels(0, 16) } };
        ArgumentException exception = Assert.ThrowsException<ArgumentException>(() => model.Transform(Ml.Data.LoadFromEnumerable(rows)));
        StringAssert.Contains(exception.Message, "3 x 16 x 16");
    }

    [TestMethod]
    public void A_prediction_engine_agrees_with_the_batch()
    {
        float[] expected = TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 10)), "Score");
        using PredictionEngine<TestImages.ByteRow, Prediction> engine = Ml.Model.CreatePredictionEngine<TestImages.ByteRow, Prediction>(model);
        for (int i = 0; i < 10; i++)
        {
            Prediction prediction = engine.Predict(new TestImages.ByteRow { Image = TestImages.Pixels(i) });
            Assert.AreEqual(3, prediction.Score.Length);
            for (int c = 0; c < 3; c++)
            {
                Assert.AreEqual(expected[(3 * i) + c], prediction.Score[c], 1e-5);
            }

            Assert.AreEqual((uint)prediction.Score.AsSpan().IndexOf(prediction.Score.Max()) + 1, prediction.PredictedLabel);
            Assert.AreEqual(6, prediction.Embedding.Length);
        }
    }

    [TestMethod]
    public void The_trainer_and_the_model_work_in_chains_of_ML_NET()
    {
        var pipeline = Ml.Transforms.Conversion.MapValueToKey("Label").Append(Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));
        IDataView view = TestImages.Bytes(Ml, 30);
        var chain = pipeline.Fit(view);
        using PredictionEngine<TestImages.ByteRow, NamedPrediction> engine = Ml.Model.CreatePredictionEngine<TestImages.ByteRow, NamedPrediction>(chain);
        CollectionAssert.Contains(TestImages.Classes, engine.Predict(new TestImages.ByteRow { Image = TestImages.Pixels(0), Label = "red" }).Name);
        Assert.IsTrue(Ml.MulticlassClassification.Evaluate(chain.Transform(view)).MicroAccuracy > 0.2);
    }

    private static string Names(DataViewSchema.Column column, string annotation)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(annotation, ref names);
        return string.Join(",", names.DenseValues());
    }

    private static string Describe(SchemaShape.Column column) =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} ({string.Join(", ", column.Annotations.Select(a => a.Name).Order())})";

    private sealed class LargeRow
    {
        [VectorType(3, 16, 16)]
        public byte[] Image { get; set; } = [];
    }

    private sealed class Prediction
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];

        public float[] Embedding { get; set; } = [];
    }

    private sealed class NamedPrediction
    {
        public string Name { get; set; } = "";
    }
}
