using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>A trainer that can give a model with newly initialised weights, for strategies that compare with one.</summary>
public interface IUntrainedModelSource
{
    /// <summary>Creates a model without training it.</summary>
    /// <param name="input">The labelled rows, for the shapes and classes.</param>
    /// <param name="seed">Root of the weights, in place of the trainer's own seed.</param>
    ITransformer CreateUntrained(IDataView input, ulong seed);
}
