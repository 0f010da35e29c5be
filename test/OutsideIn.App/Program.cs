using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning;
using Outsider;

// Loads a model that another process trained and saved, and writes its scores for images made by the same rule, behind a first line.
var ml = new MLContext(seed: 1);
ITransformer model = ml.ActiveLearning().Load(args[0]);
Console.WriteLine("scores");
foreach (string line in ScoreLines.Of(ml, model, int.Parse(args[1], CultureInfo.InvariantCulture)))
{
    Console.WriteLine(line);
}

namespace Outsider
{
    /// <summary>A model's scores as text, exact to the last bit.</summary>
    public static class ScoreLines
    {
        public static IEnumerable<string> Of(MLContext ml, ITransformer model, int count)
        {
            IDataView scored = model.Transform(SmallImage.View(ml, count));
            using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
            var score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
            var doubt = cursor.GetGetter<float>(scored.Schema["Doubt"]);
            var gap = cursor.GetGetter<float>(scored.Schema["Asymmetry"]);
            VBuffer<float> scores = default;
            float number = 0;
            float difference = 0;
            while (cursor.MoveNext())
            {
                score(ref scores);
                doubt(ref number);
                gap(ref difference);
                yield return string.Join(' ', scores.DenseValues().Append(number).Append(difference).Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
            }
        }
    }
}
