using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class ConstructionTests
{
    private static readonly ImageDataset All = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 400, TestCount = 20 });

    [TestMethod]
    public void Copies_are_rows_of_their_own_with_the_label_and_the_pixels_of_the_original()
    {
        ImageDataset pool = All.With(new Duplicates { InitialLabeled = 20, UniquePoints = 100, Redundancy = 5 });
        List<ReadRow> rows = ReadRows.Vectors(pool.Train);
        Assert.AreEqual(400, rows.Count);
        Assert.AreEqual(400, pool.TrainCount);
        Assert.AreEqual(400, rows.DistinctBy(r => r.Id).Count());
        Dictionary<string, ReadRow> originals = ReadRows.Vectors(All.Train).ToDictionary(r => r.Id);
        foreach (ReadRow row in rows)
        {
            ReadRow original = originals[row.Id.Split('#')[0]];
            Assert.AreEqual(original.Label, row.Label);
            CollectionAssert.AreEqual(original.Pixels, row.Pixels);
        }
        int[] copies = [.. rows.Skip(120).GroupBy(r => r.Id.Split('#')[0]).Select(g => g.Count())];
        Assert.IsTrue(copies.All(c => c is >= 1 and <= 5) && copies.Count(c => c == 5) >= 40, string.Join(' ', copies));
        Assert.IsTrue(rows.Take(120).All(r => !r.Id.Contains('#', StringComparison.Ordinal)));
    }

    [TestMethod]
    public void The_first_rows_are_the_initial_set()
    {
        ImageDataset pool = All.With(new Duplicates { InitialLabeled = 20, UniquePoints = 100 });
        CollectionAssert.AreEqual(ReadRows.Texts(pool.Train, "Id").Take(20).ToArray(), pool.InitialIds!.ToArray());
        ImageDataset few = All.With(new ExamplesPerClass { InitialPerClass = 3, Count = 7 });
        Assert.AreEqual(100, few.TrainCount);
        HashSet<string> initial = [.. few.InitialIds!];
        foreach (var rows in ReadRows.Vectors(few.Train).GroupBy(r => r.Label))
        {
            Assert.AreEqual(3, rows.Count(r => initial.Contains(r.Id)), rows.Key);
            Assert.AreEqual(10, rows.Count(), rows.Key);
        }
    }

    [TestMethod]
    public void The_same_seed_draws_the_same_rows_and_another_seed_others()
    {
        foreach (PoolConstruction construction in new PoolConstruction[]
        {
            new LongTail { ImbalanceRatio = 4 }, new Duplicates { InitialLabeled = 20, UniquePoints = 100 },
            new AugmentedCopies { InitialLabeled = 20, UniquePoints = 100 }, new ExamplesPerClass { InitialPerClass = 3, Count = 7 },
        })
        {
            List<ReadRow> first = ReadRows.Vectors(All.With(construction).Train), second = ReadRows.Vectors(All.With(construction).Train);
            CollectionAssert.AreEqual(first.Select(r => r.Id).ToArray(), second.Select(r => r.Id).ToArray());
            Assert.IsTrue(first.Zip(second).All(pair => pair.First.Pixels.SequenceEqual(pair.Second.Pixels)));
            CollectionAssert.AreNotEqual(first.Select(r => r.Id).ToArray(), ReadRows.Texts(All.With(construction with { Seed = 7 }).Train, "Id"));
        }
    }

    [TestMethod]
    public void Moved_copies_are_the_original_shifted_with_black_borders()
    {
        ImageDataset pool = All.With(new AugmentedCopies { InitialLabeled = 20, UniquePoints = 100, Redundancy = 10 });
        Dictionary<string, ReadRow> originals = ReadRows.Vectors(All.Train).ToDictionary(r => r.Id);
        List<ReadRow> copies = [.. ReadRows.Vectors(pool.Train).Where(r => r.Id.Contains('#', StringComparison.Ordinal))];
        Assert.IsTrue(copies.Count > 200);
        int farthest = 0, moved = 0;
        foreach (ReadRow copy in copies)
        {
            (int down, int right) = FindMove(originals[copy.Id.Split('#')[0]].Pixels, copy.Pixels);
            farthest = Math.Max(farthest, Math.Max(Math.Abs(down), Math.Abs(right)));
            moved += (down, right) == (0, 0) ? 0 : 1;
        }
        Assert.IsTrue(moved > 0.9 * copies.Count);
        Assert.IsTrue(farthest is > 5 and <= 16, $"moved by {farthest}");
    }

    [TestMethod]
    public void Files_are_moved_as_stored_pixels_are()
    {
        byte[] pixels = [.. Enumerable.Range(0, 4 * 6 * 5).Select(i => i % 4 == 3 ? byte.MaxValue : (byte)(i * 2))];
        var getter = (ValueGetter<MLImage>)MovedImage.Wrap(
            new ValueGetter<MLImage>((ref MLImage value) =>
                value = MLImage.CreateFromPixels(6, 5, MLPixelFormat.Bgra32, pixels)),
            new ImageDataViewType(5, 6),
            () => (2, -1));
        MLImage moved = null!;
        getter(ref moved);
        ReadOnlySpan<byte> result = moved.Pixels;
        for (int y = 0; y < 5; y++)
        {
            for (int x = 0; x < 6; x++)
            {
                for (int c = 0; c < 4; c++)
                {
                    int expected = c == 3 ? 255 : y >= 2 && x + 1 < 6 ? pixels[((((y - 2) * 6) + x + 1) * 4) + c] : 0;
                    Assert.AreEqual(expected, result[(((y * 6) + x) * 4) + c], $"row {y}, column {x}, channel {c}");
                }
            }
        }
        moved.Dispose();
    }

    [TestMethod]
    public void Sets_that_are_too_small_are_refused_with_the_numbers()
    {
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => All.With(new Duplicates())).Message, "5000 unique rows leave nothing of 400");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => All.With(new ExamplesPerClass())).Message, "1000 other rows of each class");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => All.With(new LongTail { ImbalanceRatio = 1000 })).Message, "without a row");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => All.With(new LongTail { ImbalanceRatio = 0.5 })).Message, "ImbalanceRatio is 0.5");
        ImageDataset made = All.With(new ExamplesPerClass { InitialPerClass = 3, Count = 7 });
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => made.With(new LongTail())).Message, "already a constructed pool");
    }

    [TestMethod]
    public void A_long_tail_of_uneven_classes_has_the_ratio_and_lacks_no_row()
    {
        int[] Sizes(ImageDataset images) => [.. images.ClassNames.Select(name => ReadRows.Texts(images.Train, "Label").Count(label => label == name))];
        int[] before = Sizes(All), after = Sizes(All.With(new LongTail { ImbalanceRatio = 5 }));
        Assert.IsTrue((double)after[0] / (after[^1] + 1) <= 5 && (double)(after[0] + 1) / after[^1] >= 5, string.Join(' ', after));
        for (int c = 0; c < after.Length; c++)
        {
            Assert.IsTrue(after[c] <= before[c] && (c == 0 || after[c] <= after[c - 1]), string.Join(' ', after));
        }
        Assert.IsTrue(before.Zip(after).Any(pair => pair.First - pair.Second <= 1), "The scarcest class limits the others.");
    }

    private static (int Down, int Right) FindMove(byte[] original, byte[] copy)
    {
        const int size = 32;
        foreach ((int down, int right) in from down in Enumerable.Range(-16, 33) from right in Enumerable.Range(-16, 33) orderby Math.Abs(down) + Math.Abs(right) select (down, right))
        {
            bool equal = true;
            for (int i = 0; i < copy.Length && equal; i++)
            {
                int y = (i / size % size) - down, x = (i % size) - right, plane = i / (size * size);
                byte expected = y is >= 0 and < size && x is >= 0 and < size ? original[(((plane * size) + y) * size) + x] : (byte)0;
                equal = copy[i] == expected;
            }
            if (equal)
            {
                return (down, right);
            }
        }
        throw new AssertFailedException("The copy is no shifted original.");
    }
}
