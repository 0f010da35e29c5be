using System.Text;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Samples;

namespace MLNet.ActiveLearning.Pools;

[TestClass]
public sealed class LabelJournalTests
{
    private static readonly string[] Classes = ["red", "größe \"x\"\n", "😀"];

    [TestMethod]
    public void Reopening_gives_the_same_entries_in_the_same_order()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("sub/labels.journal");
        IReadOnlyList<LabelEntry> written;
        using (ActiveLearningPool pool = Open(path))
        {
            pool.Add([LabelEntry.Labeled("a5", "red", 2), LabelEntry.Declined("a1", "two\nlines \\ \"quoted\"", 3)]);
            pool.Label("a0", Classes[1]);
            written = pool.GetEntries();
        }
        using (ActiveLearningPool pool = Open(path))
        {
            CollectionAssert.AreEqual(written.ToArray(), pool.GetEntries().ToArray());
            pool.Label("a2", Classes[2]);
        }
        using ActiveLearningPool again = Open(path);
        CollectionAssert.AreEqual(new[] { "a5", "a1", "a0", "a2" }, again.GetEntries().Select(e => e.Id).ToArray());
        Assert.AreEqual(Classes[2], again.Find("a2")!.Label);
        Assert.AreEqual((3, 1), (again.LabeledCount, again.DeclinedCount));
    }

    [TestMethod]
    public void A_last_line_cut_off_anywhere_is_dropped_and_the_journal_goes_on()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        byte[] whole = Write(path, 3);
        int lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = lastLine; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (ActiveLearningPool pool = Open(path))
            {
                CollectionAssert.AreEqual(new[] { "a0", "a1" }, pool.GetEntries().Select(e => e.Id).ToArray(), $"length {length}");
                pool.Label("a2", "red");
            }
            CollectionAssert.AreEqual(whole, File.ReadAllBytes(path), $"length {length}");
        }
    }

    [TestMethod]
    public void A_header_cut_off_anywhere_is_an_empty_journal()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        byte[] header = Write(path, 0);
        for (int length = 0; length <= header.Length; length++)
        {
            File.WriteAllBytes(path, header[..length]);
            using (ActiveLearningPool pool = Open(path))
            {
                Assert.AreEqual(0, pool.GetEntries().Count);
            }
            CollectionAssert.AreEqual(header, File.ReadAllBytes(path), $"length {length}");
        }
    }

    [TestMethod]
    public void Zeros_behind_an_interrupted_append_are_cut_off_with_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        byte[] whole = Write(path, 2);
        File.WriteAllBytes(path, [.. whole, .. "0123abcd {\"id\""u8, .. new byte[100]]);
        using ActiveLearningPool pool = Open(path);
        Assert.AreEqual(2, pool.LabeledCount);
    }

    [TestMethod]
    public void Every_changed_byte_is_refused_with_its_line_and_the_file_is_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        byte[] whole = Write(path, 3);
        for (int i = 0; i < whole.Length; i++)
        {
            int line = 1 + whole.AsSpan(0, i).Count((byte)'\n');
            foreach (byte changed in new[] { (byte)(whole[i] ^ 1), (byte)(whole[i] ^ 0x20), (byte)(whole[i] ^ 0x80), (byte)(whole[i] ^ 0xFF), (byte)'\n', (byte)0, (byte)'}' })
            {
                if (changed == whole[i])
                {
                    continue;
                }
                byte[] damaged = [.. whole];
                damaged[i] = changed;
                File.WriteAllBytes(path, damaged);
                string message = Assert.ThrowsException<InvalidDataException>(() => Open(path), $"byte {i} changed to {changed}").Message;
                StringAssert.Contains(message, $"line {line}:", $"byte {i} changed to {changed}");
                CollectionAssert.AreEqual(damaged, File.ReadAllBytes(path));
            }
        }
    }

    [TestMethod]
    public void A_missing_a_repeated_and_a_moved_line_are_refused_with_the_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        string[] lines = Encoding.UTF8.GetString(Write(path, 4)).TrimEnd('\n').Split('\n');
        AssertDamaged(path, [lines[0], lines[2], lines[3], lines[4]], 2);
        AssertDamaged(path, [lines[0], lines[1], lines[3], lines[2], lines[4]], 3);
        AssertDamaged(path, [lines[0], lines[1], lines[1], lines[2]], 3);
        AssertDamaged(path, [lines[1], lines[2]], 1);
        AssertDamaged(path, [lines[0], "", lines[1]], 2);
        AssertDamaged(path, [.. lines.Select(l => l + "\r")], 1);
    }

    [TestMethod]
    public void A_file_that_is_no_journal_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("notes.txt");
        foreach (string text in new[] { "my notes", "my notes\n", "0", "{\"id\":\"a\"}" })
        {
            File.WriteAllText(path, text);
            Assert.ThrowsException<InvalidDataException>(() => Open(path), text);
            Assert.AreEqual(text, File.ReadAllText(path));
        }
    }

    [TestMethod]
    public void A_journal_that_is_open_is_not_opened_again()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        ActiveLearningPool first = Open(path);
        string message = Assert.ThrowsException<IOException>(() => Open(path)).Message;
        StringAssert.Contains(message, path);
        StringAssert.Contains(message, "another process");
        first.Label("a0", "red");
        first.Dispose();
        using ActiveLearningPool second = Open(path);
        Assert.AreEqual(1, second.LabeledCount);
    }

    [TestMethod]
    public void A_refused_journal_is_closed_again()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        byte[] whole = Write(path, 2);
        File.WriteAllBytes(path, [.. whole[..^20], .. "x"u8, .. whole[^19..]]);
        Assert.ThrowsException<InvalidDataException>(() => Open(path));
        File.WriteAllBytes(path, whole);
        using ActiveLearningPool pool = Open(path);
        Assert.AreEqual(2, pool.LabeledCount);
    }

    [TestMethod]
    public void A_journal_of_other_data_is_refused_by_the_row_that_is_missing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        Write(path, 3);
        var other = new SyntheticView(2, SyntheticColumn.Text("Id", p => $"a{p}"));
        string message = Assert.ThrowsException<InvalidDataException>(() => new ActiveLearningPool(other, new PoolOptions { JournalPath = path })).Message;
        StringAssert.Contains(message, "'a2'");
        StringAssert.Contains(message, path);
    }

    [TestMethod]
    public void A_journal_with_labels_that_are_no_class_names_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        Write(path, 3);
        var options = new PoolOptions { JournalPath = path, ClassNames = ["one", "two"] };
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => new ActiveLearningPool(View(), options)).Message, "one, two");
    }

    [TestMethod]
    public void A_label_that_the_pool_refuses_is_not_in_the_journal()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        byte[] before = Write(path, 2);
        using (ActiveLearningPool pool = Open(path))
        {
            Assert.ThrowsException<ArgumentException>(() => pool.Label("a0", "blue"));
            Assert.ThrowsException<ArgumentException>(() => pool.Add([LabelEntry.Labeled("a7", "red"), LabelEntry.Labeled("a0", "blue")]));
        }
        CollectionAssert.AreEqual(before, File.ReadAllBytes(path));
    }

    [TestMethod]
    public void A_label_is_on_the_disk_when_the_call_returns()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        using ActiveLearningPool pool = Open(path);
        long length = new FileInfo(path).Length;
        for (int i = 0; i < 5; i++)
        {
            pool.Label($"a{i}", "red");
            long grown = new FileInfo(path).Length;
            Assert.IsTrue(grown > length);
            length = grown;
        }
    }

    [TestMethod]
    public async Task Labels_from_several_threads_make_one_good_journal()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.journal");
        using (ActiveLearningPool pool = Open(path))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() =>
            {
                for (int i = t; i < 60; i += 4)
                {
                    pool.Label($"a{i}", $"thread {t}");
                }
            })));
        }
        using ActiveLearningPool reopened = Open(path);
        Assert.AreEqual(60, reopened.LabeledCount);
        Assert.IsTrue(reopened.GetEntries().All(e => e.Label == $"thread {int.Parse(e.Id[1..], System.Globalization.CultureInfo.InvariantCulture) % 4}"));
    }

    private static void AssertDamaged(string path, string[] lines, int line)
    {
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => Open(path)).Message, $"line {line}:");
    }

    // A journal of labels for a0, a1, ...
    private static byte[] Write(string path, int count)
    {
        using (ActiveLearningPool pool = Open(path))
        {
            for (int i = 0; i < count; i++)
            {
                pool.Label($"a{i}", "red");
            }
        }
        return File.ReadAllBytes(path);
    }

    private static ActiveLearningPool Open(string path) => new(View(), new PoolOptions { JournalPath = path });

    private static SyntheticView View() => new(60, SyntheticColumn.Text("Id", p => $"a{p}"));
}
