namespace Microsoft.ML.Data;

/// <summary>PredictedLabel and Score of a multiclass model.</summary>
internal sealed class MulticlassScoreMapper : IRowMapper
{
    private readonly IValueMapper _model;
    private readonly DataViewSchema.Column _feature;
    private readonly DataViewSchema.DetachedColumn[] _outputs;

    public MulticlassScoreMapper(IValueMapper model, DataViewSchema schema, string featureColumn, DataViewSchema.Column? trainLabel,
        string scoreColumn, string predictedLabelColumn)
    {
        _model = model;
        _feature = schema.GetColumnOrNull(featureColumn) ?? throw Contracts.ExceptSchemaMismatch(nameof(schema), "feature", featureColumn);
        var scoreType = (VectorDataViewType)model.OutputType;
        if (!_feature.Type.GetItemType().Equals(NumberDataViewType.Single) || _feature.Type is not VectorDataViewType vector
            || vector.Size != model.InputType.GetVectorSize())
            throw Contracts.ExceptSchemaMismatch(nameof(schema), "feature", featureColumn, model.InputType.ToString(), _feature.Type.ToString());

        uint set = schema.GetMaxScoreColumnSetId() + 1;
        var score = new DataViewSchema.Annotations.Builder();
        var predicted = new DataViewSchema.Annotations.Builder();
        if (trainLabel is { } label && label.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues) is { } names
            && names.Type.GetVectorSize() == scoreType.Size)
        {
            Delegate values = label.Annotations.GetGetterInternal(names.Index);
            if (names.Type.GetItemType() is TextDataViewType)
                score.Add(AnnotationUtils.Kinds.SlotNames, names.Type, values);
            score.Add(AnnotationUtils.Kinds.TrainingLabelValues, names.Type, values);
            predicted.Add(AnnotationUtils.Kinds.KeyValues, names.Type, values);
        }
        AddScoreAnnotations(score, set, "Score");
        AddScoreAnnotations(predicted, set, "PredictedLabel");
        _outputs =
        [
            new(predictedLabelColumn, new KeyDataViewType(typeof(uint), scoreType.Size), predicted.ToAnnotations()),
            new(scoreColumn, scoreType, score.ToAnnotations()),
        ];
    }

    public DataViewSchema.DetachedColumn[] GetOutputColumns() => _outputs;

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        => activeOutput(0) || activeOutput(1) ? column => column == _feature.Index : _ => false;

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null;
        var getters = new Delegate[2];
        if (!activeOutput(0) && !activeOutput(1))
            return getters;

        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(_feature);
        ValueMapper<VBuffer<float>, VBuffer<float>> map = _model.GetMapper<VBuffer<float>, VBuffer<float>>();
        VBuffer<float> example = default, scores = default;
        long scored = -1;
        void Score()
        {
            // Both columns share one scoring of the row; a row of no position is scored anew.
            if (scored == input.Position && scored >= 0)
                return;
            features(ref example);
            map(in example, ref scores);
            scored = input.Position;
        }
        if (activeOutput(0))
        {
            getters[0] = (ValueGetter<uint>)((ref uint value) =>
            {
                Score();
                value = (uint)(ArgMax(in scores) + 1);
            });
        }
        if (activeOutput(1))
        {
            getters[1] = (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                Score();
                scores.CopyTo(ref value);
            });
        }
        return getters;
    }

    private static void AddScoreAnnotations(DataViewSchema.Annotations.Builder builder, uint set, string valueKind)
    {
        builder.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreColumnSetId, AnnotationUtils.ScoreColumnSetIdType, set);
        builder.AddText(AnnotationUtils.Kinds.ScoreColumnKind, AnnotationUtils.MulticlassClassificationKind);
        builder.AddText(AnnotationUtils.Kinds.ScoreValueKind, valueKind);
    }

    /// <summary>The first slot of the highest score, or -1 if all are NaN.</summary>
    private static int ArgMax(in VBuffer<float> scores)
    {
        int best = -1;
        float max = float.NegativeInfinity;
        for (int i = 0; i < scores.Length; i++)
        {
            float score = scores.GetItemOrDefault(i);
            if (score > max || best < 0 && score == max)
            {
                best = i;
                max = score;
            }
        }
        return best;
    }
}
