using System.Text.RegularExpressions;
using MLNet.ActiveLearning.Contract;

namespace MLNet.ActiveLearning.Documents;

/// <summary>Code in the README is code that compiles: it stands in examples/Readme, line by line.</summary>
[TestClass]
public sealed partial class ReadmeTests
{
    [TestMethod]
    public void Every_line_of_CSharp_in_the_README_stands_in_the_compiled_example()
    {
        HashSet<string> compiled = [.. RepositoryFiles.Find("examples/Readme", "*.cs").SelectMany(File.ReadLines).Select(l => l.Trim())];
        string[] blocks = [.. CSharpBlock().Matches(RepositoryFiles.Read("README.md")).Select(m => m.Groups[1].Value)];

        Assert.IsTrue(blocks.Length > 0, "README.md shows no C# code.");
        foreach (string line in blocks.SelectMany(b => b.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            Assert.IsTrue(compiled.Contains(line), $"README.md shows '{line}', which examples/Readme does not compile. Change both together.");
        }
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
