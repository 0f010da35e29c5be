using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace StandIns.Tests.PublicApi;

/// <summary>
/// A stand-in may declare nothing that the real package does not have. The lists in this folder hold what the real packages have of
/// the types and members that the stand-ins declare; see README.md for how they are made.
/// </summary>
[TestClass]
public class PublicApiTests
{
    private const string FullListsVariable = "STANDINS_FULL_API_LISTS";

    private static Assembly[] MicrosoftML =>
    [
        typeof(IDataView).Assembly, typeof(ITransformer).Assembly, typeof(MLContext).Assembly, typeof(ValueToKeyMappingEstimator).Assembly,
        typeof(ConversionsExtensionsCatalog).Assembly, typeof(SdcaMaximumEntropyMulticlassTrainer).Assembly, typeof(MLImage).Assembly,
    ];

    private static Assembly[] Torch => [typeof(TorchSharp.torch).Assembly];

    [TestMethod]
    public void EveryPublicMemberOfTheMicrosoftMLStandIns_IsInTheRealPackage() => CheckWithin("Microsoft.ML.txt", MicrosoftML);

    [TestMethod]
    public void EveryPublicMemberOfTheTorchSharpStandIn_IsInTheRealPackage() => CheckWithin("TorchSharp.txt", Torch, "TorchSharp-0.102.7.txt");

    [TestMethod]
    public void ApiLines_OfAKnownType_HaveTheFormatOfTheLists()
    {
        string[] lines = [.. ApiLines.Of(typeof(Sample<>))];

        CollectionAssert.AreEquivalent(new[]
        {
            "StandIns.Tests.PublicApi.PublicApiTests+Sample<T> : sealed class",
            "StandIns.Tests.PublicApi.PublicApiTests+Sample<T>..ctor(System.Int32 count = 3)",
            "StandIns.Tests.PublicApi.PublicApiTests+Sample<T>.Read<TValue>(ref TValue value, params T[] others) -> System.Boolean static",
            "StandIns.Tests.PublicApi.PublicApiTests+Sample<T>.Name get -> System.String",
            "StandIns.Tests.PublicApi.PublicApiTests+Sample<T>.Limit field -> System.Int32 static = 7",
        }, lines);
    }

    private static void CheckWithin(string list, Assembly[] assemblies, params string[] more)
    {
        if (!assemblies.All(Packages.IsStandIn))
            Assert.Inconclusive($"The real packages are referenced: there are no stand-ins to check against {list}.");
        Type[] types = [.. assemblies.Distinct().SelectMany(a => a.GetExportedTypes())];
        if (Environment.GetEnvironmentVariable(FullListsVariable) is { Length: > 0 } folder)
            Rewrite(Path.Combine(folder, list), list, types);

        var real = more.Prepend(list).SelectMany(l => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "PublicApi", l))).ToHashSet(StringComparer.Ordinal);
        string[] invented = [.. types.SelectMany(ApiLines.Of).Distinct().Where(l => !real.Contains(l)).Order(StringComparer.Ordinal)];

        Assert.IsEmpty(invented, $"{invented.Length} public members are not in the lists of the real packages (README.md beside them says how to take them anew):\n{string.Join('\n', invented)}");
    }

    private static void Rewrite(string fullList, string list, Type[] types)
    {
        var declared = types.SelectMany(ApiLines.Of).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        string[] lines = [.. File.ReadLines(fullList).Where(l => declared.Contains(NameOf(l)))];
        foreach (string folder in new[] { Path.GetDirectoryName(SourcePath())!, Path.Combine(AppContext.BaseDirectory, "PublicApi") })
        {
            Directory.CreateDirectory(folder);
            File.WriteAllLines(Path.Combine(folder, list), lines);
        }
    }

    /// <summary>The type, or the type and the member, that a line is about; overloads share it.</summary>
    private static string NameOf(string line)
    {
        int end = line.AsSpan().IndexOfAny(" ([");
        return end < 0 ? line : line[..end];
    }

    private static string SourcePath([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    public sealed class Sample<T>(int count = 3)
    {
        public const int Limit = 7;

        public string Name => $"{count}";

        public static bool Read<TValue>(ref TValue value, params T[] others) => value is null && others.Length == 0;
    }
}
