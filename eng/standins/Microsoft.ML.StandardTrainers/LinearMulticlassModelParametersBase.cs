using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Optimization;

namespace Microsoft.ML.Trainers;

public abstract class LinearMulticlassModelParametersBase : ModelParametersBase<VBuffer<float>>, IValueMapper
{
    private readonly float[][] _weights;
    private readonly float[] _biases;

    private protected LinearMulticlassModelParametersBase(IHostEnvironment env, string name, float[][] weights, float[] biases) : base(env, name)
    {
        _weights = weights;
        _biases = biases;
    }

    DataViewType IValueMapper.InputType => new VectorDataViewType(NumberDataViewType.Single, FeatureCount);

    DataViewType IValueMapper.OutputType => new VectorDataViewType(NumberDataViewType.Single, _biases.Length);

    internal int FeatureCount => _weights[0].Length;

    internal int ClassCount => _biases.Length;

    public void GetWeights(ref VBuffer<float>[] weights, out int numClasses)
    {
        numClasses = _weights.Length;
        if (weights is null || weights.Length < numClasses)
            Array.Resize(ref weights, numClasses);
        for (int i = 0; i < numClasses; i++)
            new VBuffer<float>(FeatureCount, _weights[i]).CopyTo(ref weights[i]);
    }

    public IEnumerable<float> GetBiases() => _biases;

    ValueMapper<TSource, TDestination> IValueMapper.GetMapper<TSource, TDestination>()
    {
        Contracts.Check(typeof(TSource) == typeof(VBuffer<float>), "Invalid source type in GetMapper");
        Contracts.Check(typeof(TDestination) == typeof(VBuffer<float>), "Invalid destination type in GetMapper");
        ValueMapper<VBuffer<float>, VBuffer<float>> mapper = MakeMapper();
        return (ValueMapper<TSource, TDestination>)(Delegate)mapper;
    }

    /// <summary>Turns the linear scores into what the model outputs.</summary>
    private protected abstract void Calibrate(Span<float> scores);

    private protected static (float[][] Weights, float[] Biases) Read(BinaryReader reader)
    {
        int features = reader.ReadInt32(), classes = reader.ReadInt32();
        Contracts.CheckDecode(features >= 1 && classes >= 1);
        float[] ReadVector(int length) => [.. Enumerable.Range(0, length).Select(_ => reader.ReadSingle())];
        float[] biases = ReadVector(classes);
        return ([.. Enumerable.Range(0, classes).Select(_ => ReadVector(features))], biases);
    }

    private protected void Write(BinaryWriter writer)
    {
        writer.Write(FeatureCount);
        writer.Write(ClassCount);
        foreach (float value in _biases.Concat(_weights.SelectMany(w => w)))
            writer.Write(value);
    }

    private ValueMapper<VBuffer<float>, VBuffer<float>> MakeMapper()
    {
        var dense = new float[FeatureCount];
        return (in VBuffer<float> features, ref VBuffer<float> scores) =>
        {
            Contracts.Check(features.Length == FeatureCount, "src length should equal the number of features");
            ReadOnlySpan<float> values = features.GetValues();
            if (!features.IsDense)
            {
                features.CopyTo(dense);
                values = dense;
            }
            var editor = VBufferEditor.Create(ref scores, ClassCount);
            for (int c = 0; c < editor.Values.Length; c++)
                editor.Values[c] = _biases[c] + LinearMath.Dot(_weights[c], values);
            Calibrate(editor.Values);
            scores = editor.Commit();
        };
    }
}

public sealed class MaximumEntropyModelParameters : LinearMulticlassModelParametersBase, IModelLoader
{
    internal MaximumEntropyModelParameters(IHostEnvironment env, float[][] weights, float[] biases)
        : base(env, nameof(MaximumEntropyModelParameters), weights, biases)
    {
    }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var (weights, biases) = Read(ctx.Reader);
        return new MaximumEntropyModelParameters(env, weights, biases);
    }

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetLoader<MaximumEntropyModelParameters>();
        Write(ctx.Writer);
    }

    private protected override void Calibrate(Span<float> scores) => LinearMath.SoftMax(scores);
}
