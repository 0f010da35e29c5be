namespace MLNet.ActiveLearning.Signals;

/// <summary>The values of a signal, row after row; a row has the given dimensions, of which the last varies fastest.</summary>
internal readonly record struct SignalValues(float[] Values, int Width, IReadOnlyList<int> Dimensions);
