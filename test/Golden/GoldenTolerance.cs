using System.Globalization;
using System.Text.Json;

namespace MLNet.ActiveLearning.Golden;

/// <summary>Numbers are equal if <c>|got - expected| &lt;= Absolute + Relative * |expected|</c>; NaN equals NaN only.</summary>
internal sealed record GoldenTolerance(double Relative, double Absolute)
{
    /// <summary>For results in single precision, as the notes to the files on training and models say.</summary>
    public static GoldenTolerance Single { get; } = new(1e-4, 1e-5);

    /// <summary>Reads the property "tolerance" of a file or case.</summary>
    public static GoldenTolerance Read(JsonElement element, GoldenTolerance otherwise)
        => element.TryGetProperty("tolerance", out JsonElement tolerance) && tolerance.ValueKind == JsonValueKind.Object
            ? new GoldenTolerance(
                tolerance.TryGetProperty("rtol", out JsonElement relative) ? relative.GetDouble() : otherwise.Relative,
                tolerance.TryGetProperty("atol", out JsonElement absolute) ? absolute.GetDouble() : otherwise.Absolute)
            : otherwise;

    /// <summary>Whether a number is near enough.</summary>
    public bool Accepts(double expected, double got)
        => double.IsFinite(expected) && double.IsFinite(got)
            ? Math.Abs(got - expected) <= Absolute + (Relative * Math.Abs(expected))
            : expected.Equals(got);

    /// <summary>Fails the test unless the number is near enough.</summary>
    public void AssertEqual(double expected, double got, string what)
    {
        if (!Accepts(expected, got))
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: got {got:R}, expected {expected:R} within {Absolute} + {Relative} * |expected|."));
        }
    }

    /// <summary>Fails the test unless all numbers are near enough and there are as many.</summary>
    public void AssertEqual(IReadOnlyList<double> expected, IReadOnlyList<float> got, string what)
        => AssertEqual(expected, [.. got.Select(value => (double)value)], what);

    /// <summary>Fails the test unless all numbers are near enough and there are as many.</summary>
    public void AssertEqual(IReadOnlyList<double> expected, IReadOnlyList<double> got, string what)
    {
        Assert.AreEqual(expected.Count, got.Count, $"{what}: number of values");
        for (int i = 0; i < expected.Count; i++)
        {
            AssertEqual(expected[i], got[i], $"{what}[{i}]");
        }
    }
}
