using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning;

namespace LabelImages;

/// <summary>The model in use: load it once, ask it often.</summary>
public static partial class Images
{
    private const int Channels = 3;
    private const int Height = 32;
    private const int Width = 32;

    private static readonly Lazy<PredictionEngine<ModelInput, ModelOutput>> PredictEngine = new(CreatePredictEngine);

    /// <summary>Where <see cref="TrainAsync"/> leaves the model.</summary>
    public static string ModelPath { get; } = Path.Combine(AppContext.BaseDirectory, "Images.zip");

    /// <summary>Says what an image shows.</summary>
    public static ModelOutput Predict(ModelInput input) => PredictEngine.Value.Predict(input);

    private static PredictionEngine<ModelInput, ModelOutput> CreatePredictEngine()
    {
        var ml = new MLContext();
        ITransformer model = ml.ActiveLearning().Load(ModelPath);
        return ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
    }

    public sealed class ModelInput
    {
        [ColumnName("Id")]
        public string Id { get; set; } = "";

        /// <summary>Bytes of an image, one plane after another: red, green, blue.</summary>
        [ColumnName("Image")]
        [VectorType(Channels, Height, Width)]
        public byte[] Image { get; set; } = [];

        /// <summary>What the image shows; only those who are asked need to know.</summary>
        [ColumnName("Label")]
        public string Label { get; set; } = "";
    }

    public sealed class ModelOutput
    {
        [ColumnName("PredictedLabel")]
        public string PredictedLabel { get; set; } = "";

        /// <summary>A probability for each class.</summary>
        [ColumnName("Score")]
        public float[] Score { get; set; } = [];
    }
}
