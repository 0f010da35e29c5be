using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Makes the retraining modes that <c>run</c> was asked for, loading the pre-trained network once where one is needed.</summary>
/// <remarks>The recipes are those for CIFAR-10, laid out over <c>--epochs</c>, as is how often subset training chooses anew.</remarks>
internal sealed class RetrainingFactory(MLContext ml, RunSettings settings, ImageDataset images)
{
    private readonly Dictionary<RetrainingWord, RetrainingMode> modes = [];
    private ImageClassificationTransformer? pretrained;

    private ImageClassificationTransformer Pretrained => pretrained ??= Load();

    /// <summary>The mode of a word; the same object for the same word.</summary>
    /// <exception cref="BadArgumentsException">The file of the pre-trained network cannot be used.</exception>
    public RetrainingMode Create(RetrainingWord word)
    {
        if (!modes.TryGetValue(word, out RetrainingMode? mode))
        {
            modes[word] = mode = Make(word);
        }
        return mode;
    }

    private RetrainingMode Make(RetrainingWord word)
    {
        RetrainingCatalog catalog = ml.ActiveLearning().Retraining;
        return word switch
        {
            RetrainingWord.FromScratch => catalog.FromScratch(),
            RetrainingWord.Update => catalog.Update(),
            RetrainingWord.FineTune => catalog.FineTune(Pretrained, LayOut(FineTuning.Cifar10)),
            RetrainingWord.ProbeThenFineTune => catalog.FineTune(Pretrained, LayOut(FineTuning.Cifar10Probed)),
            RetrainingWord.SelectionViaProxy => catalog.SelectionViaProxy(Pretrained, new ProxyRetrainingOptions { Recipe = LayOut(FineTuning.Cifar10) }),
            RetrainingWord.AlignedSelectionViaProxy => catalog.AlignedSelectionViaProxy(Pretrained, new AlignedProxyOptions
            {
                Selection = new ProxyRetrainingOptions { Recipe = LayOut(FineTuning.Cifar10) },
                EarlyRecipe = LayOut(FineTuning.Cifar10Probed),
            }),
            RetrainingWord.SubsetTraining => catalog.SubsetTraining(CreateSubsetOptions(settings.Training.Epochs)),
            _ => throw new InvalidOperationException($"Bug in mlnet-al: no retraining is made for {word}."),
        };
    }

    /// <summary>The settings of DISTIL: a new choice each 35 of 300 epochs.</summary>
    internal static SubsetTrainingOptions CreateSubsetOptions(int epochs) => new() { ReselectEvery = Math.Max(1, (int)Math.Round(35.0 * epochs / 300)) };

    private FineTuningRecipe LayOut(FineTuningRecipe recipe) => (recipe with { BatchSize = settings.Training.BatchSize }).WithEpochs(settings.Training.Epochs);

    private ImageClassificationTransformer Load()
    {
        string path = settings.Pretrained!;
        try
        {
            return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? LoadModel(path) : LoadWeights(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--pretrained: {FailureText.OneLine(e.Message)}");
        }
    }

    private ImageClassificationTransformer LoadModel(string path)
    {
        ITransformer model = ml.ActiveLearning().Load(path);
        return model as ImageClassificationTransformer
            ?? throw new BadArgumentsException($"--pretrained: '{path}' holds a {model.GetType().Name}; an image classifier is needed.");
    }

    private ImageClassificationTransformer LoadWeights(string path)
    {
        ImageClassificationTrainer trainer = ml.ActiveLearning().Trainers.ImageClassification(settings.Training with
        {
            ClassNames = images.ClassNames,
            InitialWeights = InitialWeights.FromFile(path),
        });
        return trainer.CreateInitial(ml.Data.TakeRows(images.Train, 2));
    }
}
