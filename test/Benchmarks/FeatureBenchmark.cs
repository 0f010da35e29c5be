using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Proxies;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>One round of selection via proxy on stored features: open, train, score and choose.</summary>
internal static class FeatureBenchmark
{
    private const int Classes = 10;

    public static void Run(int rows, int width, int labeledCount)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mlnet-al-benchmark-").FullName, "pool.features");
        string[] classes = [.. Enumerable.Range(0, Classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        float[] labeled = Write(path, rows, width, labeledCount);
        int[] labels = [.. Enumerable.Range(0, labeledCount).Select(i => i % Classes)];
        var matrix = new FloatMatrix(labeled, labeledCount, width);
        var options = new FeatureProxyOptions { ClassNames = classes };
        var ml = new MLContext(seed: 1);
        Console.WriteLine($"a round of selection via proxy, {rows} rows of {width} features, {labeledCount} of them labelled");
        for (int run = 0; run < 3; run++)
        {
            long began = Stopwatch.GetTimestamp();
            using FeatureStore store = FeatureStore.Open(path);
            double opening = Lap(ref began);
            var proxy = new FeatureProxyTransformer(options, classes, ProxyTraining.Train(matrix, labels, Classes, options, TrainingContext.Default));
            double training = Lap(ref began);
            IDataView scored = proxy.Transform(store.CreateView());
            ml.ActiveLearning().Selector(ml.ActiveLearning().Strategies.Margin(), new SelectorOptions { QuerySize = 100 }).Fit(scored);
            double choosing = Lap(ref began);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  open {opening:F2} s, train the proxy {training:F2} s, score and choose by margin {choosing:F2} s, together {opening + training + choosing:F2} s"));
        }
        SideBySide.Print(
            $"training the proxy, {labeledCount} rows, 50 epochs",
            3,
            ("this library's kernels", () => ProxyTraining.Train(matrix, labels, Classes, options, TrainingContext.Default)),
            ("TorchSharp, threads as they are", () => TorchProxy.Train(labeled, labels, width, Classes, options.Epochs)));
        File.Delete(path);
    }

    private static float[] Write(string path, int rows, int width, int labeledCount)
    {
        var random = new SeededRandom(1);
        float[] labeled = new float[labeledCount * width];
        float[] row = new float[width];
        using FeatureStoreWriter writer = FeatureStoreWriter.Open(path, new FeatureDescription("benchmark", "none", width, FeatureType.FullPrecision));
        for (int i = 0; i < rows; i++)
        {
            for (int d = 0; d < width; d++)
            {
                row[d] = (float)(random.NextDouble() + (d % Classes == i % Classes ? 0.2 : 0));
            }
            writer.Add(i.ToString(CultureInfo.InvariantCulture), row);
            if (i < labeledCount)
            {
                row.CopyTo(labeled.AsSpan(i * width));
            }
        }
        writer.Flush();
        return labeled;
    }

    private static double Lap(ref long began)
    {
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        began = Stopwatch.GetTimestamp();
        return seconds;
    }
}
