namespace StandIns.Tests.Torch;

[TestClass]
public static class TorchSettings
{
    /// <summary>The tensors of these tests are too small for more than one thread.</summary>
    [AssemblyInitialize]
    public static void UseOneThread(TestContext context) => TorchSharp.torch.set_num_threads(1);
}
