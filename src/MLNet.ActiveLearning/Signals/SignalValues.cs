namespace MLNet.ActiveLearning.Signals;

/// <summary>The values of a signal, row after row; a row holds the given number of passes one after the other.</summary>
internal readonly record struct SignalValues(float[] Values, int Width, int PassCount);
