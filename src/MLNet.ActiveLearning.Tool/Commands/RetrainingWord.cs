namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The words of <c>--retraining</c>.</summary>
internal enum RetrainingWord
{
    FromScratch,
    Update,
    FineTune,
    ProbeThenFineTune,
    SelectionViaProxy,
    AlignedSelectionViaProxy,
    SubsetTraining,
}
