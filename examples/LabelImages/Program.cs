using System.Globalization;
using LabelImages;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Loop;

// Ten kinds of drawn images that come with the library; ImageDatasets.Open("birds.zip") opens your own.
ImageDataset images = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 1200, TestCount = 400, Difficulty = 0.3 });

// Whoever labels: here the true label, looked up. A person's answer would be awaited in the same place.
var ml = new MLContext();
Dictionary<string, string> truth = ml.Data.CreateEnumerable<Images.ModelInput>(images.Train, reuseRowObject: false).ToDictionary(i => i.Id, i => i.Label);
int asked = 0;
var oracle = new CallbackOracle((row, _) =>
{
    // Now and then nobody can tell; the image then leaves the pool.
    OracleAnswer answer = ++asked % 50 == 0 ? OracleAnswer.Declined(row.Id, "too dark to tell") : OracleAnswer.Labeled(row.Id, truth[row.Id]);
    return ValueTask.FromResult<OracleAnswer?>(answer);
});

await Images.TrainAsync(images, oracle);
Console.WriteLine($"saved {Images.ModelPath}");

foreach (Images.ModelInput image in ml.Data.CreateEnumerable<Images.ModelInput>(images.Test, reuseRowObject: false).Take(5))
{
    Images.ModelOutput said = Images.Predict(image);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{image.Id}: {said.PredictedLabel} ({100 * said.Score.Max():F0} % sure); it shows {image.Label}"));
}
