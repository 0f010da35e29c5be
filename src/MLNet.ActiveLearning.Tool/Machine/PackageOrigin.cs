using System.Reflection;

namespace MLNet.ActiveLearning.Tool.Machine;

/// <summary>Whether an assembly is the real package or this repository's stand-in of the same name.</summary>
internal static class PackageOrigin
{
    /// <summary>Stand-ins say so in their metadata: see eng/standins/Directory.Build.props.</summary>
    public static bool IsStandIn(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a is { Key: "StandIn", Value: "true" });

    /// <summary>"5.0.0 (package)" or "0.1.0 (stand-in)".</summary>
    public static string Describe(Assembly assembly)
    {
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";
        string withoutCommit = version.Split('+')[0];
        return IsStandIn(assembly) ? "stand-in of eng/standins" : $"{withoutCommit} (package)";
    }
}
