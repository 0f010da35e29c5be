using System.Diagnostics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.Torch;

[TestClass]
[DoNotParallelize]
public partial class MemoryTests
{
    private const int Steps = 1000;
    private const long MaximumGrowth = 24 << 20;

    [LibraryImport("LibTorchSharp")]
    private static partial long al_live_tensors();

    [TestMethod]
    public void ThousandTrainingSteps_LeaveNoTensorsAndLittleMemory()
    {
        if (!Packages.IsStandIn(typeof(TorchSharp.torch).Assembly))
            Assert.Inconclusive("The real TorchSharp has no counter of live tensors.");
        manual_seed(1);
        using var net = new SmallNet();
        using var optimizer = optim.SGD(net.parameters().ToList(), 0.05, 0.9);
        using var x = randn(8, 1, 8, 8);
        using var y = randint(3, [8L], ScalarType.Int64);
        float Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = F.cross_entropy(net.call(x), y);
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }

        float first = Step();
        for (int i = 0; i < 100; i++)
            Step();
        (long tensors, long bytes) = (al_live_tensors(), Resident());
        float last = 0;
        for (int i = 0; i < Steps; i++)
            last = Step();

        Assert.AreEqual(tensors, al_live_tensors(), "live tensors");
        long growth = Resident() - bytes;
        Assert.IsTrue(growth < MaximumGrowth, $"The process grew by {growth >> 20} MB.");
        Assert.IsTrue(last < first, $"The loss went from {first} to {last}.");
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
