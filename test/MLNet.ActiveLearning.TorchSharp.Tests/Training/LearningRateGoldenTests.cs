using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Training;

/// <summary>Learning rates against those of PyTorch's schedulers and the authors' code.</summary>
[TestClass]
public sealed class LearningRateGoldenTests
{
    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("lr_schedules");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Learning_rates_equal_those_of_the_original_schedules(string name)
    {
        GoldenCase golden = GoldenFile.Case("lr_schedules", name);
        int[] times = golden.Inputs["at"].Ints;
        double[] expected = golden.Expected["lr"].Doubles;
        double[] got = [.. times.SelectMany(t => Compute(golden.Params, t))];
        Assert.AreEqual(expected.Length, got.Length, name);
        for (int i = 0; i < got.Length; i++)
        {
            golden.Tolerance.AssertEqual(expected[i], got[i], $"{name}, rate {i}");
        }
    }

    private static double[] Compute(GoldenValue parameters, int time)
    {
        double rate = parameters.Has("lr") ? parameters["lr"].Double : double.NaN;
        switch (parameters["kind"].Text)
        {
            case "cosine":
                return [new CosineSchedule().GetLearningRate(rate, Clock(time, parameters["T_max"].Int))];
            case "multistep":
                return [new MultiStepSchedule { Milestones = parameters["milestones"].Ints }.GetLearningRate(rate, Clock(time, 0))];
            case "cosine_7_16_per_iteration":
                var warmup = new WarmupCosineSchedule { WarmupIterations = parameters["warmup"].Int };
                return [warmup.GetLearningRate(rate, new TrainingClock(0, 0, time, parameters["total_iterations"].Int))];
            case "two_group_step":
                var steps = new MultiStepSchedule { Milestones = parameters["milestones"].Ints };
                TrainingClock clock = Clock(time, parameters["epochs"].Int);
                return
                [
                    steps.GetLearningRate(parameters["backbone_lr"].Double, clock),
                    steps.GetLearningRate(parameters["classifier_lr"].Double, clock),
                ];
            case "poly":
                return [new PolynomialSchedule().GetLearningRate(rate, Clock(time, parameters["epochs"].Int))];
            case "step_every":
                return [new StepSchedule { Interval = parameters["step"].Int }.GetLearningRate(rate, Clock(time, 0))];
            case "swalr":
                return
                [
                    LearningRates.WeightAveraging(
                        rate, time, parameters["T_max"].Int, parameters["swa_lr"].Double, parameters["swa_start_epoch"].Int),
                ];
            default:
                throw new InvalidDataException($"Unknown schedule {parameters["kind"].Text}.");
        }
    }

    private static TrainingClock Clock(int epoch, int epochs) => new(epoch, epochs, 0, 0);
}
