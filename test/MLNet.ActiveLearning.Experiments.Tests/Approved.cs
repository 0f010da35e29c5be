using System.Globalization;

namespace MLNet.ActiveLearning.Experiments;

/// <summary>Compares text with a file that somebody has looked at.</summary>
internal static class Approved
{
    /// <summary>The file is <c>folder/name.approved.extension</c> beside the tests; the differing text is written next to its copy as <c>received</c>.</summary>
    public static void AreEqual(string file, string actual)
    {
        string approved = Path.Combine(AppContext.BaseDirectory, file);
        string expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected != actual)
        {
            string received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(received)!);
            File.WriteAllText(received, actual);
            Assert.Fail($"The output differs from '{file}'. Look at '{received}'; if it is right, copy it over the approved file.");
        }
    }

    /// <summary>Calls a function under a culture in which numbers look different.</summary>
    public static T WithCommas<T>(Func<T> create)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        commas.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = commas;
        try
        {
            return create();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
