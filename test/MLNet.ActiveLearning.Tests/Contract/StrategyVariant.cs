using System.Reflection;
using Microsoft.ML;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Contract;

/// <summary>A strategy as the catalog makes it, once for each combination of the enumerations among its options.</summary>
internal sealed record StrategyVariant(string Name, Type Type, Func<SelectionStrategy> Create)
{
    /// <summary>The concrete strategies of an assembly.</summary>
    public static IReadOnlyList<Type> TypesOf(Assembly library) =>
        [.. library.GetExportedTypes().Where(t => !t.IsAbstract && typeof(SelectionStrategy).IsAssignableFrom(t)).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>The catalog methods that make strategies of an assembly: members of the catalog or its extension methods.</summary>
    public static IReadOnlyList<MethodInfo> CatalogMethodsOf(Assembly library)
    {
        var members = typeof(StrategyCatalog).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        var extensions = library.GetExportedTypes()
            .Where(t => t.IsAbstract && t.IsSealed)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.GetParameters().FirstOrDefault()?.ParameterType == typeof(StrategyCatalog));
        return [.. members.Concat(extensions).Where(m => typeof(SelectionStrategy).IsAssignableFrom(m.ReturnType) && m.ReturnType.Assembly == library)];
    }

    /// <param name="library">The assembly.</param>
    /// <param name="adjust">Changes default options, for example to train for one epoch instead of a hundred; null to leave them.</param>
    public static IReadOnlyList<StrategyVariant> AllOf(Assembly library, Func<object, object>? adjust = null) =>
        [.. CatalogMethodsOf(library).SelectMany(method => ArgumentsOf(method, adjust ?? (options => options)).Select(arguments => new StrategyVariant(
            string.Join(' ', arguments.Where(a => a is not null and not StrategyCatalog and not string).Select(a => a!.ToString()).Prepend(method.Name)),
            method.ReturnType,
            () => Invoke(method, arguments))))];

    /// <summary>The name of the strategy's page: its type in lower case with hyphens.</summary>
    public static string PageOf(Type type)
    {
        string name = type.Name.EndsWith("Strategy", StringComparison.Ordinal) ? type.Name[..^"Strategy".Length] : type.Name;
        return string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
    }

    private static SelectionStrategy Invoke(MethodInfo method, object?[] arguments)
    {
        StrategyCatalog catalog = new MLContext(seed: 1).ActiveLearning().Strategies;
        return method.IsStatic
            ? (SelectionStrategy)method.Invoke(null, [catalog, .. arguments])!
            : (SelectionStrategy)method.Invoke(catalog, arguments)!;
    }

    private static IEnumerable<object?[]> ArgumentsOf(MethodInfo method, Func<object, object> adjust)
    {
        IEnumerable<object?[]> all = [[]];
        foreach (ParameterInfo parameter in method.GetParameters().Skip(method.IsStatic ? 1 : 0))
        {
            object?[] choices = parameter.ParameterType == typeof(SelectionStrategy)
                ? [new BadgeStrategy(new BadgeOptions())]
                : parameter.ParameterType.IsClass && parameter.ParameterType != typeof(string)
                    ? [.. OptionsOf(parameter.ParameterType).Select(adjust)]
                    : [parameter.DefaultValue];
            all = all.SelectMany(_ => choices, (before, choice) => (object?[])[.. before, choice]);
        }
        return all;
    }

    private static IEnumerable<object> OptionsOf(Type type)
    {
        PropertyInfo[] enumerations = [.. type.GetProperties().Where(p => p.PropertyType.IsEnum && p.CanWrite)];
        IEnumerable<object[]> combinations = [[]];
        foreach (PropertyInfo property in enumerations)
        {
            combinations = combinations.SelectMany(_ => Enum.GetValues(property.PropertyType).Cast<object>(), (before, value) => (object[])[.. before, value]);
        }
        foreach (object[] combination in combinations)
        {
            object options = Activator.CreateInstance(type)!;
            for (int i = 0; i < enumerations.Length; i++)
            {
                enumerations[i].SetValue(options, combination[i]);
            }
            yield return options;
        }
    }
}
