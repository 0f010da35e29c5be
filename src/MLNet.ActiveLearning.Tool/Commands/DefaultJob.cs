namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>
/// What <c>run</c> does when it is not told otherwise: the demonstration that <c>eng/run.sh</c> shows. Sized for five minutes on two cores.
/// </summary>
internal static class DefaultJob
{
    public const string Data = "synthetic";
    public const string Strategies = "random,entropy,tidal-entropy";
    public const string Seeds = "2";
    public const int Rounds = 3;
    public const int Start = 200;
    public const int Query = 200;
    public const string Model = "resnet18";
    public const int Width = 8;
    public const int Epochs = 16;
    public const int Batch = 32;
    public const double LearningRate = 0.05;
    public const string Optimizer = "sgd";
    public const string Schedule = "multistep";

    /// <summary>Test images measured when the data set is the embedded one; other data sets are measured whole.</summary>
    public const int SyntheticTestLimit = 1000;

    /// <summary>Candidates scored in a round when the data set is the embedded one; of other data sets all are.</summary>
    public const int SyntheticCandidates = 2000;
}
