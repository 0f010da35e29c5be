using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>What a run of a loop is made of, for a <see cref="RetrainingMode"/>.</summary>
/// <param name="Context">The environment.</param>
/// <param name="Trainer">The loop's trainer.</param>
/// <param name="Pool">All rows of the pool.</param>
/// <param name="Labeled">The labelled rows at the moment they are read.</param>
/// <param name="IdColumnName">The column that identifies a row.</param>
/// <param name="LabelColumnName">The column of labels.</param>
/// <param name="Folder">A folder for files of the run, kept between its processes; null if the run lives in memory.</param>
/// <param name="Seed">The loop's root seed.</param>
public sealed record RetrainingSetup(
    MLContext Context, IEstimator<ITransformer> Trainer, IDataView Pool, IDataView Labeled, string IdColumnName, string LabelColumnName, string? Folder, ulong Seed);
