using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Decoding, augmenting and normalising images on two threads, as the trainer does it.</summary>
internal static class ImageBenchmark
{
    private const int Threads = 2;

    public static void Run(string data)
    {
        ImageDataset images = ImageDatasets.Open(data);
        int count = Math.Min(images.TrainCount, 20_000);
        var shape = new ImageShape(images.Channels, images.Height, images.Width);
        var ml = new MLContext(seed: 1);
        // ML.NET refuses to skip no row.
        IDataView[] halves = [.. Enumerable.Range(0, Threads).Select(t =>
            ml.Data.TakeRows(t == 0 ? images.Train : ml.Data.SkipRows(images.Train, t * (count / Threads)), count / Threads))];
        for (int run = 0; run < 4; run++)
        {
            long began = Stopwatch.GetTimestamp();
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, t => DecodeAndAugment(halves[t], shape));
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(run == 0 ? "warm-up: " : "")}{count} images of {images.Width} x {images.Height} decoded, flipped, cropped and normalised on {Threads} threads: {count / seconds:F0} images/s"));
        }
    }

    private static void DecodeAndAugment(IDataView view, ImageShape shape)
    {
        var writer = new InputWriter(shape, Normalization.Cifar);
        var augmentation = new FlipAndCrop();
        float[] input = new float[shape.Size];
        byte[] pixels = new byte[shape.Size];
        DataViewSchema.Column column = view.Schema["Image"];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ImageColumnReader reader = ImageColumnReader.Create(cursor, column);
        while (cursor.MoveNext())
        {
            reader.Read(shape, pixels);
            writer.Write(pixels, augmentation.Choose(new SeededRandom((ulong)cursor.Position)), input);
        }
    }
}
