namespace MLNet.ActiveLearning.Numerics;

/// <summary>A matrix that <see cref="SymmetricProduct"/> reads in packed panels.</summary>
internal interface IPanels
{
    /// <summary>Packs one panel: for each step of the depth the values of <paramref name="width"/> rows; missing rows are zeros.</summary>
    /// <param name="first">First row.</param>
    /// <param name="present">Rows that exist; may be 0 or less.</param>
    /// <param name="width">Rows of the panel.</param>
    /// <param name="firstStep">First step of the depth.</param>
    /// <param name="depth">Steps.</param>
    /// <param name="panel">Receives depth x width values.</param>
    void Pack(int first, int present, int width, int firstStep, int depth, Span<double> panel);
}
