using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Pools;

namespace MLNet.ActiveLearning.Experiments.Report;

[TestClass]
public sealed class LabelFilesTests
{
    [TestMethod]
    public void A_journal_that_another_process_holds_is_left_out_and_does_not_stop_a_report()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-labels-");
        try
        {
            string held = Path.Combine(ComparisonFolder.GetCellFolder(folder.FullName, "entropy", 1), LabelHistory.FileName);
            Directory.CreateDirectory(Path.GetDirectoryName(held)!);
            using (var file = new FileStream(held, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                file.Write("this is\nno journal\n"u8);
                Assert.IsEmpty(LabelFiles.Read(folder.FullName, [Result("entropy"), Result("random")]).ToArray());
            }
            // Free again, it is read, and what is no journal is not passed over.
            Assert.ThrowsExactly<InvalidDataException>(() => LabelFiles.Read(folder.FullName, [Result("entropy")]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RoundResult Result(string strategy) => new()
    {
        Strategy = strategy,
        Seed = 1,
        Round = 0,
        LabeledCount = 10,
        Accuracy = 0.5,
        MacroAccuracy = 0.5,
        LogLoss = 1,
        CalibrationError = 0,
        Seconds = new PhaseSeconds(0, 0, 0, 0),
    };
}
