using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Pretraining;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using TorchSharp;
using static TorchSharp.torch;
using Architecture = MLNet.ActiveLearning.Architectures.Architecture;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Pre-trains on part of a data set, and measures a linear classifier on frozen features of the result and of random weights.</summary>
internal static class PretrainingBenchmark
{
    private const int ProbeTest = 2000;

    public static void Run(string data, int epochs, int count, int width, int labels)
    {
        ImageDataset images = ImageDatasets.Open(data);
        Console.WriteLine($"{images.Name}: {count} images, {epochs} epochs, width {width}; linear probe of {labels} labels on {ProbeTest} test images");
        Architecture architecture = Architecture.ResNet18 with { Width = width };
        TrainingSet train = Read(images.Train, images, count), test = Read(images.Test, images, ProbeTest);
        var options = new ByolOptions { Architecture = architecture, Epochs = epochs };
        PretrainedWeights weights = new ByolLoop(options, train.Images, CPU, CancellationToken.None).Run(e => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  epoch {e.Epoch}: loss {e.Loss:F4}, spread {e.Spread:F3}, {e.ImagesPerSecond:F0} images/s")));
        using var seed = TorchSeed.Use(1);
        using ImageNetwork network = architecture.Build(new NetworkSpec(images.Channels, images.Height, images.Width, images.ClassNames.Count));
        Print("random weights", Probe(network, train, test, labels));
        weights.LoadInto(network);
        Print("pre-trained weights", Probe(network, train, test, labels));
    }

    /// <summary>Time of two views of an image, beside the flip and crop of the trainer.</summary>
    public static void RunViews()
    {
        const int Count = 2000;
        var shape = new ImageShape(3, 32, 32);
        var random = new SeededRandom(1);
        byte[][] images = [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, shape.Size).Select(_ => (byte)random.NextInt32(256)).ToArray())];
        float[] input = new float[shape.Size];
        var writer = new InputWriter(shape, Normalization.Cifar);
        var views = new ViewWriter(shape, Normalization.Cifar);
        var options = new ViewOptions();
        SideBySide.Print($"{Count} images of 32 x 32, one thread", 7,
            ("two views", () => ForEach(images, (image, chance) =>
            {
                views.Write(image, options.Choose(chance, shape), input);
                views.Write(image, options.Choose(chance, shape), input);
            })),
            ("flip and crop of the trainer", () => ForEach(images, (image, chance) => writer.Write(image, new FlipAndCrop().Choose(chance), input))));
    }

    private static void ForEach(byte[][] images, Action<byte[], SeededRandom> action)
    {
        for (int i = 0; i < images.Length; i++)
        {
            action(images[i], new SeededRandom((ulong)i));
        }
    }

    private static void Print(string what, double accuracy) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  linear probe on {what}: {accuracy:P1}"));

    // A random part: rows may be in the order of their classes.
    private static TrainingSet Read(IDataView view, ImageDataset images, int count)
    {
        TrainingSet all = TrainingSet.Read(view, new ImageClassificationOptions { ClassNames = images.ClassNames }, CancellationToken.None);
        var part = new ImageStore(all.Images.Shape);
        int[] order = new SeededRandom(1).Permutation(all.Labels.Length)[..Math.Min(count, all.Labels.Length)];
        foreach (int i in order)
        {
            all.Images[i].CopyTo(part.Add());
        }

        return new TrainingSet(part, [.. order.Select(i => all.Labels[i])], all.ClassNames);
    }

    // Multinomial logistic regression on standardised features: 500 steps of Adam over all rows, weight decay 1e-3.
    private static double Probe(ImageNetwork network, TrainingSet train, TrainingSet test, int labels)
    {
        using var scope = NewDisposeScope();
        using var seed = TorchSeed.Use(2);
        Tensor features = Embed(network, train.Images, labels), others = Embed(network, test.Images, test.Labels.Length);
        Tensor mean = features.mean([0], true), deviation = features.std(0, false, true).clamp_min(1e-6);
        features = (features - mean) / deviation;
        others = (others - mean) / deviation;
        using var classifier = nn.Linear(network.EmbeddingSize, train.ClassNames.Length);
        using optim.Optimizer optimizer = optim.Adam(classifier.parameters(), 0.01, 0.9, 0.999, 1e-8, 1e-3);
        Tensor targets = tensor(train.Labels[..labels], ScalarType.Int64);
        for (int step = 0; step < 500; step++)
        {
            using var one = NewDisposeScope();
            classifier.zero_grad();
            nn.functional.cross_entropy(classifier.call(features), targets).backward();
            optimizer.step();
        }

        using var noGradients = no_grad();
        return classifier.call(others).argmax(1).eq(tensor(test.Labels, ScalarType.Int64)).to(ScalarType.Float32).mean().ToDouble();
    }

    private static Tensor Embed(ImageNetwork network, ImageStore images, int count)
    {
        using var noGradients = no_grad();
        network.eval();
        var writer = new InputWriter(images.Shape, Normalization.Cifar);
        using var buffer = new InputBuffer(200, images.Shape);
        var rows = new float[count * network.EmbeddingSize];
        for (int start = 0; start < count; start += 200)
        {
            using var scope = NewDisposeScope();
            int size = Math.Min(200, count - start);
            for (int i = 0; i < size; i++)
            {
                writer.Write(images[start + i], Placement.None, buffer.GetPixels(size).Slice(i * images.Shape.Size, images.Shape.Size));
            }

            Tensor embedding = network.call(buffer.GetInput(size, CPU, channelsLast: true)).Embedding.contiguous();
            MemoryMarshal.Cast<byte, float>(embedding.bytes).CopyTo(rows.AsSpan(start * network.EmbeddingSize));
        }

        return tensor(rows).reshape(count, network.EmbeddingSize);
    }
}
