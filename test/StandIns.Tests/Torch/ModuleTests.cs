using static TorchSharp.torch;

namespace StandIns.Tests.Torch;

[TestClass]
public class ModuleTests
{
    [TestMethod]
    public void StateDict_ListsParametersByFieldThenBuffers()
    {
        using var net = new SmallNet();

        CollectionAssert.AreEqual(new[]
        {
            "conv.weight", "conv.bias", "norm.weight", "norm.bias", "head.weight", "head.bias",
            "norm.running_mean", "norm.running_var", "norm.num_batches_tracked",
        }, net.state_dict().Keys.ToArray());
    }

    [TestMethod]
    public void SavedModule_AfterLoading_ComputesTheSame()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var first = new SmallNet();
        using var second = new SmallNet();
        var x = randn(5, 1, 8, 8);
        first.train();
        first.call(x);

        first.save(folder.File("net.dat"));
        second.load(folder.File("net.dat"));
        first.eval();
        second.eval();

        Assert.IsTrue(first.call(x).allclose(second.call(x)));
        Assert.IsTrue(first.state_dict()["norm.running_mean"].allclose(second.state_dict()["norm.running_mean"]));
    }

    [TestMethod]
    public void SavedModule_StartsWithTheNumberOfItsEntriesInLeb128()
    {
        using var net = new SmallNet();
        using var stream = new MemoryStream();

        net.save(stream);

        byte[] bytes = stream.ToArray();
        Assert.AreEqual(9, bytes[0]);
        Assert.AreEqual("conv.weight".Length, bytes[1]);
    }

    [TestMethod]
    public void LoadStateDict_WithAMissingKey_IsRefusedWhenStrict()
    {
        using var net = new SmallNet();
        var state = net.state_dict();
        state.Remove("head.bias");

        Assert.ThrowsExactly<InvalidOperationException>(() => net.load_state_dict(state));
        var (missing, unexpected) = net.load_state_dict(state, strict: false);

        CollectionAssert.AreEqual(new[] { "head.bias" }, missing.ToArray());
        Assert.IsEmpty(unexpected);
    }

    [TestMethod]
    public void EvalAndTrain_ReachTheChildren()
    {
        using var net = new SmallNet();

        net.eval();
        Assert.IsFalse(net.named_modules().Any(m => m.module.training));
        net.train();
        Assert.IsTrue(net.training && net.named_children().All(c => c.module.training));
    }

    [TestMethod]
    public void Dropout_InEvaluation_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var dropout = nn.Dropout(0.5);
        var x = ones(100);

        dropout.eval();
        Assert.IsTrue(dropout.call(x).allclose(x));
        dropout.train();
        Assert.IsFalse(dropout.call(x).allclose(x));
    }

    [TestMethod]
    public void DisposeScope_DisposesWhatWasNotMovedOut()
    {
        Tensor inside, outside;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                inside = ones(2);
                outside = (inside * 2).MoveToOuterDisposeScope();
            }
            Assert.IsTrue(inside.IsInvalid);
            Assert.IsFalse(outside.IsInvalid);
            Assert.AreEqual(1, outer.DisposablesCount);
        }
        Assert.IsTrue(outside.IsInvalid);
    }

    [TestMethod]
    public void DetachedTensor_OutlivesItsScope()
    {
        Tensor kept;
        using (NewDisposeScope())
            kept = ones(2).DetachFromDisposeScope();

        Assert.AreEqual(2f, kept.sum().item<float>());
        kept.Dispose();
    }
}
