using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tests.Tables;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Strategies;
using MLNet.ActiveLearning.Tool.Tables;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Labelled, target, avoided and validation rows arrive at a strategy that looks at them all.</summary>
[TestClass]
public sealed class SelectReferenceTests : IDisposable
{
    private readonly ScoreFiles files = new();
    private readonly Witness strategy = new();

    public void Dispose() => files.Dispose();

    [TestMethod]
    public void Text_tables_arrive_with_the_classes_that_their_columns_name()
    {
        files.Write("labeled.csv", ["kind,p_ant,p_bee,p_cat,p_dog,e_0,e_1", "dog,0.25,0.25,0.25,0.25,1,2", "bee,1,0,0,0,3,4"]);
        files.Write("targets.csv", ["kind,p_ant,p_bee,p_cat,p_dog,e_0,e_1", "cat,0.25,0.25,0.25,0.25,5,6"]);
        files.Write("pool.csv", ["p_ant,p_bee,p_cat,p_dog,e_0,e_1", "1,0,0,0,0,0", "0,1,0,0,0,9"]);
        var chosen = Choose(Settings() with
        {
            Tables = [files["pool.csv"]],
            Signals = [new("Score", "p_*"), new("Embedding", "e")],
            LabelColumn = "kind",
            Labeled = [files["labeled.csv"], files["targets.csv"]],
            Targets = [files["targets.csv"]],
            Avoided = [files["labeled.csv"]],
            Validation = [files["labeled.csv"]],
        });
        Assert.AreEqual("labeled 3:1,2;3,4;5,6:3,1,2 targets 1:5,6:2 avoided 2:1,2;3,4:3,1 validation 2:1,2;3,4:3,1", strategy.Seen);
        Assert.AreEqual("1", chosen.Single().Id);
    }

    [TestMethod]
    public void Arrays_arrive_with_classes_by_number()
    {
        NpyWriter.Write(files["pool-e.npy"], [0, 0, 0, 9], 2, 2);
        NpyWriter.Write(files["pool-s.npy"], [1, 0, 0, 1], 2, 2);
        NpyWriter.Write(files["e.npy"], [1, 2, 3, 4], 2, 2);
        NpyWriter.Write(files["s.npy"], [1, 0, 0.5f, 0.5f], 2, 2);
        NpyWriter.Write(files["y.npy"], "<i8", [.. new[] { 1L, 0L }.SelectMany(BitConverter.GetBytes)], [2]);
        string[] rows = [$"Embedding={files["e.npy"]}", $"score={files["s.npy"]}", $"Label={files["y.npy"]}"];
        Choose(Settings() with
        {
            Signals = [new("Score", files["pool-s.npy"]), new("Embedding", files["pool-e.npy"])],
            Labeled = rows,
            Targets = rows,
        });
        Assert.AreEqual("labeled 2:1,2;3,4:1,0 targets 2:1,2;3,4:1,0 avoided none validation none", strategy.Seen);
    }

    [TestMethod]
    public void What_is_missing_says_which_option_gives_it()
    {
        files.Write("pool.csv", ["Score_0,Score_1,Embedding_0", "1,0,0"]);
        files.Write("bare.csv", ["Embedding_0", "1"]);
        files.Write("unlabeled.csv", ["Score_0,Score_1,Embedding_0", "1,0,0"]);
        files.Write("strange.csv", ["Score_0,Score_1,Embedding_0,Label", "1,0,0,bee"]);
        SelectSettings settings = Settings() with { Tables = [files["pool.csv"]] };
        StringAssert.EndsWith(Refuse(settings), "Set TargetRows to rows that show what to find. Pass them with --targets TABLE.");
        StringAssert.Contains(
            Refuse(settings with { Targets = [files["bare.csv"]] }),
            $"Strategy 'witness' needs the signal 'Score', and --targets has none. '{files["bare.csv"]}' has the columns Embedding_0. Pass it as a file, --targets Score=FILE.npy, or name columns of the table");
        StringAssert.EndsWith(Refuse(settings with { Targets = [files["unlabeled.csv"]] }), "Name it with --label-column, or add it, for example with --labeled Label=labels.npy.");
        StringAssert.Contains(Refuse(settings with { Targets = [files["strange.csv"]] }), "has the label 'bee', which is not a class of column 'Score': '0', '1'.");
        StringAssert.Contains(Refuse(settings with { Targets = ["Lable=x.npy"] }), "--targets names 'Lable', which no strategy reads. Did you mean 'Label'?");
        StringAssert.Contains(Refuse(settings with { Targets = ["Label=x.npy", "label=y.npy"] }), "--targets names 'Label' twice");
        StringAssert.Contains(Refuse(settings with { Targets = ["none.csv"] }), "none.csv' does not exist.");
    }

    private static SelectSettings Settings() => new()
    {
        Strategy = StrategyRegistry.Find("random"),
        Query = 1,
    };

    private string Refuse(SelectSettings settings) => Assert.ThrowsException<BadArgumentsException>(() => Choose(settings)).Message;

    private IReadOnlyList<QueriedRow> Choose(SelectSettings settings) =>
        SelectCommand.Choose(new MLContext(seed: 1), settings, strategy, null, CancellationToken.None);

    /// <summary>Remembers what it was given and chooses the row with the largest last value.</summary>
    private sealed class Witness : SetStrategy
    {
        private static readonly SignalColumn Score = new("Score", SignalKind.Probabilities, "Pass a model's output.");

        public string Seen { get; private set; } = "";

        public override string Name => "witness";

        public override IReadOnlyList<SignalColumn> Signals => [Score, new("Embedding", SignalKind.Vector, "Pass a network's output.")];

        public override bool NeedsLabeledRows => true;

        public override bool NeedsTargetRows => true;

        public override bool UsesAvoidedRows => true;

        public override bool UsesValidationRows => true;

        public override SignalColumn? ClassSignal => Score;

        public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
        {
            Seen = $"labeled {Describe(context.Labeled)} targets {Describe(context.Targets)} avoided {Describe(context.Avoided)} validation {Describe(context.Validation)}";
            FloatMatrix embeddings = pool.GetMatrix("Embedding");
            int best = Enumerable.Range(0, pool.RowCount).MaxBy(i => embeddings[i][^1]);
            return [new SelectedRow(best, 1)];
        }

        private static string Describe(SignalTable? rows) => rows is null
            ? "none"
            : $"{rows.RowCount}:{string.Join(';', rows.GetValues("Embedding").ToArray().Chunk(rows.GetWidth("Embedding")).Select(r => string.Join(',', r)))}:{string.Join(',', rows.Classes.ToArray())}";
    }
}
