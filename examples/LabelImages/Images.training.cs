using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Training;

namespace LabelImages;

/// <summary>The training: it asks for the labels it can learn most from, until the budget is spent.</summary>
public static partial class Images
{
    /// <summary>Trains a model and saves it at <see cref="ModelPath"/>.</summary>
    /// <param name="images">Images to choose from, and to measure on.</param>
    /// <param name="oracle">Whoever can say what an image shows.</param>
    /// <param name="cancellationToken">Stops within one mini-batch.</param>
    public static async Task TrainAsync(ImageDataset images, IOracle oracle, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var ml = new MLContext(seed: 1);

        // 1. All images, of which none is labelled yet.
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(images.Train, new PoolOptions { ClassNames = images.ClassNames });

        // 2. A network, with the head that TiDAL reads.
        ImageClassificationTrainer trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18 with { Width = 8 },
            Heads = [new TrainingDynamicsHead()],
            Epochs = 15,
            BatchSize = 32,
            Optimizer = new SgdOptimizer { LearningRate = 0.05 },
        });

        // 3. Train, measure, choose, ask; again. With a CheckpointFolder it could be killed at any time and would go on.
        ActiveLearningLoop loop = ml.ActiveLearning().CreateLoop(pool, trainer, oracle, new LoopOptions
        {
            Strategy = ml.ActiveLearning().Strategies.Tidal(),
            InitialSize = 80,
            QuerySize = 80,
            Budget = 320,
            TestSet = images.Test,
        });
        ITransformer? model = null;
        await foreach (Round round in loop.RunAsync(cancellationToken))
        {
            (model as IDisposable)?.Dispose();
            model = round.Model;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round.Number}: {round.LabeledCount} labels, {100 * round.Metrics!.MicroAccuracy:F1} % correct, trained in {round.Durations.Training.TotalSeconds:F1} s"));
        }
        Console.WriteLine($"{pool.DeclinedCount} images could not be labelled.");

        // 4. Keep the last model, with names in place of keys.
        var nameClasses = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(model!.Transform(images.Test));
        ml.ActiveLearning().Save(model.Append(nameClasses), images.Test.Schema, ModelPath);
        (model as IDisposable)?.Dispose();
    }
}
