using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.ActiveLearning.Training;

/// <summary>Writes a record derived from a base record as its type's name and its public properties.</summary>
/// <typeparam name="TBase">The base; only types derived from it are ever created.</typeparam>
internal sealed class RecordConverter<TBase> : JsonConverter<TBase>
    where TBase : class
{
    private const string TypeProperty = "Type";
    private const string ValueProperty = "Value";

    /// <exception cref="JsonException">The text names no type derived from the base.</exception>
    public override TBase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        string name = document.RootElement.GetProperty(TypeProperty).GetString() ?? "";
        Type? type = Type.GetType(name, FindAssembly, typeResolver: null, throwOnError: false);
        if (type is null || type.IsAbstract || !type.IsSubclassOf(typeof(TBase)))
        {
            throw new JsonException(type is null
                ? $"The type '{name}' was not found. Reference the assembly that it is in, and use it before the model is loaded."
                : $"The type '{name}' is not a {typeof(TBase).Name}.");
        }

        return (TBase)document.RootElement.GetProperty(ValueProperty).Deserialize(type, options)!;
    }

    public override void Write(Utf8JsonWriter writer, TBase value, JsonSerializerOptions options)
    {
        Type type = value.GetType();
        writer.WriteStartObject();
        // The assembly's name without its version: a model outlives the build that wrote it.
        writer.WriteString(TypeProperty, $"{type.FullName}, {type.Assembly.GetName().Name}");
        writer.WritePropertyName(ValueProperty);
        JsonSerializer.Serialize(writer, value, type, options);
        writer.WriteEndObject();
    }

    // A model file must not be able to make the process load an assembly: only those in use already are looked at.
    private static Assembly? FindAssembly(AssemblyName name) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => AssemblyName.ReferenceMatchesDefinition(name, a.GetName()));
}
