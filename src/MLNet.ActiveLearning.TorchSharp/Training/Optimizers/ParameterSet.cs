using TorchSharp.Modules;

namespace MLNet.ActiveLearning.Training;

/// <summary>Parameters that share a learning rate.</summary>
/// <param name="Parameters">The parameters, on their final device.</param>
/// <param name="LearningRate">Their learning rate before the schedule acts on it.</param>
public sealed record ParameterSet(IReadOnlyList<Parameter> Parameters, double LearningRate);
