using System.Text.Json;

namespace MLNet.ActiveLearning.Golden;

/// <summary>A value in a case: a number, a text, an array of any rank or an object, with its place for messages.</summary>
internal sealed class GoldenValue(JsonElement element, string place)
{
    /// <summary>Where the value stands: file, case, section and property.</summary>
    public string Place { get; } = place;

    /// <summary>The JSON itself, for what the other members do not cover.</summary>
    public JsonElement Json { get; } = element;

    /// <summary>Whether the value is null: not defined.</summary>
    public bool IsNull => Json.ValueKind == JsonValueKind.Null;

    /// <summary>Names of an object's properties.</summary>
    public IEnumerable<string> Names => Json.EnumerateObject().Select(property => property.Name);

    /// <summary>The text.</summary>
    public string Text => Json.GetString() ?? throw Wrong("a text");

    /// <summary>The integer.</summary>
    public int Int => Json.GetInt32();

    /// <summary>The truth value.</summary>
    public bool Bool => Json.GetBoolean();

    /// <summary>The number, or one of the texts NaN, Infinity and -Infinity.</summary>
    public double Double => ToDouble(Json);

    /// <summary>All numbers of an array of any rank, row-major.</summary>
    public double[] Doubles
    {
        get
        {
            List<double> values = [];
            Flatten(Json, values);
            return [.. values];
        }
    }

    /// <summary>All numbers of an array of any rank in single precision, row-major.</summary>
    public float[] Floats => [.. Doubles.Select(value => (float)value)];

    /// <summary>All integers of an array of any rank, row-major.</summary>
    public int[] Ints => [.. Doubles.Select(value => checked((int)value))];

    /// <summary>The lengths of a rectangular array, outermost first; empty for a number.</summary>
    public long[] Shape
    {
        get
        {
            List<long> shape = [];
            JsonElement inner = Json;
            while (inner.ValueKind == JsonValueKind.Array)
            {
                shape.Add(inner.GetArrayLength());
                if (shape[^1] == 0)
                {
                    break;
                }

                inner = inner[0];
            }

            return [.. shape];
        }
    }

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<GoldenValue> Items
        => [.. Json.EnumerateArray().Select((item, index) => new GoldenValue(item, $"{Place}[{index}]"))];

    /// <summary>A property of an object.</summary>
    public GoldenValue this[string name]
        => Json.TryGetProperty(name, out JsonElement value) ? new GoldenValue(value, $"{Place}/{name}") : throw Wrong($"a property '{name}'");

    /// <summary>An element of an array.</summary>
    public GoldenValue this[int index] => new(Json[index], $"{Place}[{index}]");

    /// <summary>Whether an object has a property.</summary>
    public bool Has(string name) => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out _);

    private void Flatten(JsonElement value, List<double> values)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            values.Add(ToDouble(value));
            return;
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            Flatten(item, values);
        }
    }

    private double ToDouble(JsonElement value)
        => value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when value.GetString() == "NaN" => double.NaN,
            JsonValueKind.String when value.GetString() == "Infinity" => double.PositiveInfinity,
            JsonValueKind.String when value.GetString() == "-Infinity" => double.NegativeInfinity,
            _ => throw Wrong("numbers"),
        };

    private InvalidDataException Wrong(string wanted) => new($"{Place} is {Json.ValueKind}, not {wanted}.");
}
