using System.Reflection;
using System.Reflection.Emit;
using TorchSharp;

namespace MLNet.ActiveLearning.Tool.Machine;

[TestClass]
public sealed class DoctorTests
{
    [TestMethod]
    public async Task The_doctor_finds_everything_and_trains()
    {
        (int code, string output, string error) = await Shell.RunAsync("doctor");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        foreach (string fact in (string[])["system", "runtime", "cores", "memory", "Microsoft.ML ", "Microsoft.ML.ImageAnalytics", "TorchSharp", "libtorch", "threads", "CUDA"])
        {
            StringAssert.Contains(output, $"\n{fact}", fact);
        }
        StringAssert.Contains(output, "images/s training resnet18-w16");
    }

    [TestMethod]
    public void Packages_and_stand_ins_are_told_apart()
    {
        bool marked = typeof(torch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a.Key == "StandIn");
        Assert.AreEqual(marked, PackageOrigin.IsStandIn(typeof(torch).Assembly));
        Assert.IsFalse(PackageOrigin.IsStandIn(typeof(string).Assembly));

        ConstructorInfo constructor = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;
        Assembly standIn = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("Marked"), AssemblyBuilderAccess.Run, [new CustomAttributeBuilder(constructor, ["StandIn", "true"])]);
        Assert.IsTrue(PackageOrigin.IsStandIn(standIn));
        Assert.AreEqual("stand-in of eng/standins", PackageOrigin.Describe(standIn));
    }

    [TestMethod]
    public void Hardware_threads_of_one_core_count_once()
    {
        string folder = Directory.CreateTempSubdirectory("cpus").FullName;
        (string Package, string Core)[] cpus = [("0", "0"), ("0", "1"), ("0", "0"), ("0", "1"), ("1", "0")];
        foreach ((int index, (string package, string core)) in cpus.Index())
        {
            string topology = Directory.CreateDirectory(Path.Combine(folder, $"cpu{index}", "topology")).FullName;
            File.WriteAllText(Path.Combine(topology, "physical_package_id"), package + "\n");
            File.WriteAllText(Path.Combine(topology, "core_id"), core + "\n");
        }
        Directory.CreateDirectory(Path.Combine(folder, "cpufreq"));
        Assert.AreEqual(3, PhysicalCores.CountIn(folder));
        Assert.AreEqual(0, PhysicalCores.CountIn(Path.Combine(folder, "absent")));
        Directory.Delete(folder, recursive: true);
    }
}
