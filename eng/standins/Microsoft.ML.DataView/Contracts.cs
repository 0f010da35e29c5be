using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML;

/// <summary>Argument checks that throw what the real assemblies throw.</summary>
internal static class Contracts
{
    public static void Check(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    public static void CheckParam(bool condition, string name, string message = null)
    {
        if (!condition)
            throw ExceptParam(name, message);
    }

    public static void CheckValue<T>([NotNull] T value, string name) where T : class
    {
        if (value is null)
            throw new ArgumentNullException(name);
    }

    public static void CheckNonEmpty([NotNull] string value, string name, string message = null)
    {
        if (string.IsNullOrEmpty(value))
            throw message is null ? new ArgumentNullException(name) : new ArgumentNullException(name, message);
    }

    public static void CheckNonEmpty<T>(IReadOnlyCollection<T> values, string name, string message = null)
    {
        if (values is null || values.Count == 0)
            throw new ArgumentException(message ?? "Expected a non-empty collection.", name);
    }

    public static void CheckDecode(bool condition, string message = "Corrupt model file.")
    {
        if (!condition)
            throw new FormatException(message);
    }

    public static ArgumentOutOfRangeException ExceptParam(string name, string message = null)
        => message is null ? new ArgumentOutOfRangeException(name) : new ArgumentOutOfRangeException(name, message);

    public static InvalidOperationException Except(string message) => new(message);

    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string parameter, string role, string column)
        => new(parameter, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string parameter, string role, string column, string expected, string actual)
        => new(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}
