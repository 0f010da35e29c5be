namespace MLNet.ActiveLearning.Tool.Machine;

/// <summary>Counts processor cores: two hardware threads of one core share the units that convolutions keep busy.</summary>
internal static class PhysicalCores
{
    private const string Folder = "/sys/devices/system/cpu";

    /// <summary>Physical cores, at most the processors that this process may use; where the system does not tell, those processors.</summary>
    public static int Count { get; } = Math.Min(Environment.ProcessorCount, CountIn(Folder) is > 0 and int cores ? cores : int.MaxValue);

    /// <summary>The distinct cores below a folder laid out as Linux does, or 0.</summary>
    internal static int CountIn(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateDirectories(folder, "cpu*")
                    .Select(cpu => Path.Combine(cpu, "topology"))
                    .Where(Directory.Exists)
                    .Select(t => (Read(t, "physical_package_id"), Read(t, "core_id")))
                    .Distinct()
                    .Count()
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name)).Trim();
}
