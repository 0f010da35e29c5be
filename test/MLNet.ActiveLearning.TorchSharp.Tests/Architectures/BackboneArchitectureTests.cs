using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Networks that a user brings as a module from images to embeddings.</summary>
[TestClass]
public sealed class BackboneArchitectureTests
{
    [TestMethod]
    public void A_backbone_gets_a_classifier_on_its_embedding()
    {
        using var scope = NewDisposeScope();
        using ImageNetwork network = new Tiny().Build(new NetworkSpec(3, 8, 8, 4));
        Assert.AreEqual(6, network.EmbeddingSize);
        Assert.IsEmpty(network.StageChannels);
        Assert.IsTrue(network.training);
        NetworkOutput output = network.call(ones(5, 3, 8, 8));
        CollectionAssert.AreEqual(new long[] { 5, 6 }, output.Embedding.shape);
        CollectionAssert.AreEqual(new long[] { 5, 4 }, output.Logits.shape);
        Assert.IsEmpty(output.StageMaps);

        output.Logits.sum().backward();
        Assert.IsTrue(network.parameters().All(parameter => parameter.grad is not null));
        Assert.HasCount(4, network.parameters().ToList());
    }

    [TestMethod]
    public void A_backbone_that_gives_maps_is_refused_with_its_shape()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new Tiny { Flattens = false }.Build(new NetworkSpec(3, 8, 8, 4)));
        StringAssert.Contains(error.Message, "'tiny'");
        StringAssert.Contains(error.Message, "(1, 6, 1, 1)");
        StringAssert.Contains(error.Message, "flatten");
    }

    public sealed record Tiny : BackboneArchitecture
    {
        public override string Name => "tiny";

        public bool Flattens { get; init; } = true;

        protected override Module<Tensor, Tensor> BuildBackbone(NetworkSpec spec)
        {
            Module<Tensor, Tensor> convolution = Conv2d(spec.Channels, 6, 3L);
            return Flattens
                ? Sequential(convolution, ReLU(), AdaptiveAvgPool2d(1), Flatten())
                : Sequential(convolution, ReLU(), AdaptiveAvgPool2d(1));
        }
    }
}
