using System.Reflection;

namespace StandIns.Tests;

/// <summary>Which packages the tests run on: the real ones, or the stand-ins of the same names.</summary>
internal static class Packages
{
    /// <summary>Stand-ins say so in their metadata: see eng/standins/Directory.Build.props.</summary>
    public static bool IsStandIn(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a is { Key: "StandIn", Value: "true" });
}
