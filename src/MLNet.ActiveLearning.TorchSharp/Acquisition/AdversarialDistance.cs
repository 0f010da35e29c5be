namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How far a point had to be moved until its prediction changed.</summary>
/// <param name="Squared">Squared Euclidean length of the move; positive infinity if the prediction never changed.</param>
/// <param name="Iterations">Steps taken.</param>
public readonly record struct AdversarialDistance(double Squared, int Iterations);
