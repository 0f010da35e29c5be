using MLNet.ActiveLearning.Heads;

namespace MLNet.ActiveLearning.Training;

/// <summary>Shows the heads that ask for it what the final network computes for the training images, without augmentation.</summary>
internal static class TrainingOutputs
{
    public static void Show(ImageClassificationModel model, TrainingSet data, InputBufferPool buffers, int batchSize, CancellationToken cancellation)
    {
        HeadModule[] heads = [.. model.Heads.Where(h => h.NeedsTrainingOutputs)];
        if (heads.Length == 0)
        {
            return;
        }

        PlainImages.Pass(
            model,
            data,
            buffers,
            batchSize,
            (output, positions) =>
            {
                foreach (HeadModule head in heads)
                {
                    head.OnTrainingOutput(output, positions);
                }
            },
            cancellation);
    }
}
