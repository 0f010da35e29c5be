using Microsoft.ML;

namespace MLNet.ActiveLearning.Training;

/// <summary>Rows and columns that cannot be trained on are refused by name.</summary>
[TestClass]
public sealed class DataErrorTests
{
    private readonly MLContext ml = new(1);

    [TestMethod]
    public void An_image_of_another_size_is_named_by_its_row()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new TestImages.ImageRow { Image = TestImages.Image(i, i == 7 ? 9 : 8), Label = TestImages.Classes[i % 3] });
        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(() => Fit(ml.Data.LoadFromEnumerable(rows.ToList())));
        StringAssert.Contains(exception.Message, "Row 7 of column 'Image' is 9 x 9 pixels");
        StringAssert.Contains(exception.Message, "ResizeImages");
    }

    [TestMethod]
    public void A_missing_image_is_named_by_its_row()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new TestImages.ImageRow { Image = i == 3 ? null : TestImages.Image(i), Label = TestImages.Classes[i % 3] });
        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(() => Fit(ml.Data.LoadFromEnumerable(rows.ToList())));
        StringAssert.Contains(exception.Message, "Row 3 of column 'Image' has no image");
    }

    [TestMethod]
    public void Scaled_pixels_are_refused()
    {
        var rows = Enumerable.Range(0, 20).Select(i =>
            new TestImages.SingleRow { Image = [.. TestImages.Pixels(i).Select(b => b / 255f)], Label = TestImages.Classes[i % 3] });
        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(() => Fit(ml.Data.LoadFromEnumerable(rows.ToList())));
        StringAssert.Contains(exception.Message, "whole numbers from 0 to 255");
    }

    [TestMethod]
    public void A_vector_without_dimensions_is_refused_with_a_cure()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new FlatRow { Image = TestImages.Pixels(i), Label = TestImages.Classes[i % 3] });
        ArgumentException exception = Assert.ThrowsException<ArgumentException>(() => Fit(ml.Data.LoadFromEnumerable(rows.ToList())));
        StringAssert.Contains(exception.Message, "[VectorType(3, 32, 32)]");
    }

    [TestMethod]
    public void A_row_without_label_is_named()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new TestImages.ByteRow { Image = TestImages.Pixels(i), Label = i == 5 ? "" : "ab"[i % 2].ToString() });
        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(() => Fit(ml.Data.LoadFromEnumerable(rows.ToList())));
        StringAssert.Contains(exception.Message, "Row 5 of label column 'Label' has no label");
    }

    [TestMethod]
    public void A_label_outside_the_given_classes_is_named()
    {
        ImageClassificationOptions options = TestImages.Options with { ClassNames = ["red", "green"] };
        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(() => Fit(TestImages.Bytes(ml, 20), options));
        StringAssert.Contains(exception.Message, "the label 'blue'");
    }

    [TestMethod]
    public void A_numeric_label_column_is_refused_with_a_cure()
    {
        ArgumentException exception = Assert.ThrowsException<ArgumentException>(
            () => Fit(TestImages.Bytes(ml, 20), TestImages.Options with { LabelColumnName = "Id" }));
        StringAssert.Contains(exception.Message, "MapValueToKey");
    }

    [TestMethod]
    public void A_missing_column_is_named_beside_those_there_are()
    {
        ArgumentException exception = Assert.ThrowsException<ArgumentException>(
            () => Fit(TestImages.Bytes(ml, 20), TestImages.Options with { ImageColumnName = "Picture" }));
        StringAssert.Contains(exception.Message, "no image column 'Picture'. Columns: Id, Image, Label");
    }

    [TestMethod]
    public void One_class_or_one_row_is_too_little()
    {
        var rows = Enumerable.Range(0, 4).Select(i => new TestImages.ByteRow { Image = TestImages.Pixels(i), Label = "same" }).ToList();
        StringAssert.Contains(Assert.ThrowsException<InvalidOperationException>(() => Fit(ml.Data.LoadFromEnumerable(rows))).Message, "at least 2");
        StringAssert.Contains(Assert.ThrowsException<InvalidOperationException>(() => Fit(TestImages.Bytes(ml, 1))).Message, "has 1 rows");
    }

    [TestMethod]
    public void A_wanted_gpu_that_is_not_there_is_an_error_or_the_cpu()
    {
        if (TorchSharp.torch.cuda.is_available())
        {
            Assert.Inconclusive("This machine has a GPU.");
        }

        ImageClassificationOptions options = TestImages.Options with { Device = ComputeDevice.Cuda, Epochs = 1 };
        StringAssert.Contains(Assert.ThrowsException<InvalidOperationException>(() => Fit(TestImages.Bytes(ml, 20), options)).Message, "FallbackToCpu");
        ml.FallbackToCpu = true;
        Fit(TestImages.Bytes(ml, 20), options).Dispose();
    }

    private ImageClassificationTransformer Fit(IDataView view, ImageClassificationOptions? options = null) =>
        ml.ActiveLearning().Trainers.ImageClassification(options ?? TestImages.Options).Fit(view);

    private sealed class FlatRow
    {
        public byte[] Image { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
