using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Heads;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>Losses and choice of VAAL and TA-VAAL against numbers from running the authors' code.</summary>
[TestClass]
public sealed class VaalGoldenTests
{
    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("vaal");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Losses_and_rows_equal_the_recorded_ones(string caseName)
    {
        using var scope = NewDisposeScope();
        GoldenCase golden = GoldenFile.Case("vaal", caseName);
        GoldenValue labeled = golden.Inputs["batches"]["labeled"], pool = golden.Inputs["batches"]["unlabeled"];
        double beta = golden.Params["beta"].Double, eta = golden.Params["adversary_param"].Double;
        Tensor labeledLogits = Logits(labeled["disc_output"]), poolLogits = Logits(pool["disc_output"]);
        double Autoencoder(GoldenValue batch, LatentDivergence divergence) => VaalLoss.Autoencoder(
            Read(batch["x"]), Read(batch["recon"]), Read(batch["mu"]), Read(batch["logvar"]), beta, divergence).item<float>();
        double adversarial = VaalLoss.Adversarial(labeledLogits, poolLogits).item<float>();
        double Total(LatentDivergence divergence) => Autoencoder(labeled, divergence) + Autoencoder(pool, divergence) + (eta * adversarial);
        void AssertBatches(GoldenValue expected, LatentDivergence divergence, string what)
        {
            GoldenTolerance.Single.AssertEqual(expected["labeled"].Double, Autoencoder(labeled, divergence), $"{what}, labelled");
            GoldenTolerance.Single.AssertEqual(expected["unlabeled"].Double, Autoencoder(pool, divergence), $"{what}, pool");
        }

        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "vaal_vae_loss":
                    AssertBatches(expected, LatentDivergence.Sum, name);
                    break;
                case "tavaal_vae_loss":
                    AssertBatches(expected, LatentDivergence.Mean, name);
                    break;
                case "adversarial_loss":
                    GoldenTolerance.Single.AssertEqual(expected.Double, adversarial, name);
                    break;
                case "discriminator_loss":
                    GoldenTolerance.Single.AssertEqual(expected.Double, VaalLoss.Discriminator(labeledLogits, poolLogits).item<float>(), name);
                    break;
                case "vaal_total_vae_loss":
                    GoldenTolerance.Single.AssertEqual(expected.Double, Total(LatentDivergence.Sum), name);
                    break;
                case "tavaal_total_vae_loss":
                    GoldenTolerance.Single.AssertEqual(expected.Double, Total(LatentDivergence.Mean), name);
                    break;
                case "selected_in_order":
                    float[] utilities = (-Logits(golden.Inputs["pool_disc_output"])).data<float>().ToArray();
                    CollectionAssert.AreEqual(expected.Ints, TopRows.Select(utilities, golden.Budget).Select(p => p.Index).ToArray());
                    break;
                case "tavaal_rank_condition":
                    float[] conditions = Read(golden.Inputs["tavaal_pred_loss"]).sigmoid().data<float>().ToArray();
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, conditions, name);
                    break;
                case "tavaal_ranking_loss":
                    using (ImageNetwork network = new StubNetwork([], embeddingSize: 2, classCount: 2))
                    using (var head = (LossPredictionModule)new LossPredictionHead { Ranking = RankingLoss.Logistic }.Build(network, new NetworkSpec(1, 1, 1, 2)))
                    {
                        Tensor found = head.ComparePairs(Read(golden.Inputs["tavaal_pred_loss"]), Read(golden.Inputs["tavaal_target_loss"])).mean();
                        GoldenTolerance.Single.AssertEqual(expected.Double, found.item<float>(), name);
                    }
                    break;
                default:
                    Assert.Fail($"vaal.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    private static Tensor Read(GoldenValue value) => tensor(value.Floats).reshape(value.Shape);

    // The recorded discriminator ends in a sigmoid, ours in log-odds.
    private static Tensor Logits(GoldenValue probabilities) =>
        tensor(probabilities.Doubles.Select(p => (float)Math.Log(p / (1 - p))).ToArray());
}
