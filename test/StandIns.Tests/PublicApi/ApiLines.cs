using System.Globalization;
using System.Reflection;
using System.Text;

namespace StandIns.Tests.PublicApi;

/// <summary>
/// The public and protected members that types declare, one line each, in the format of the lists beside this file: names, types,
/// parameter names and default values, because callers use all of them.
/// </summary>
internal static class ApiLines
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        string self = NameOf(type);
        string kind = KindOf(type);
        yield return $"{self} : {kind}";
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
                yield return $"{self}.{field.Name} = {field.GetRawConstantValue()}";
            yield break;
        }
        foreach (var implemented in type.GetInterfaces().Where(i => i.IsVisible))
            yield return $"{self} implements {NameOf(implemented)}";
        if (kind == "delegate")
        {
            yield return $"{self}({Parameters(type.GetMethod("Invoke")!)})";
            yield break;
        }
        foreach (string line in Members(type, self))
            yield return line;
    }

    public static string NameOf(Type type)
    {
        if (type.IsByRef)
            return NameOf(type.GetElementType()!);
        if (type.IsPointer)
            return NameOf(type.GetElementType()!) + "*";
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = new StringBuilder();
        if (type.IsNested)
            name.Append(NameOf(type.DeclaringType!).Split('<')[0]).Append('+');
        else if (type.Namespace is not null)
            name.Append(type.Namespace).Append('.');
        name.Append(type.Name.Split('`')[0]);
        if (type.IsGenericType)
            name.Append('<').AppendJoin(',', type.GetGenericArguments().Select(NameOf)).Append('>');
        return name.ToString();
    }

    private static string KindOf(Type type)
        => type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<string> Members(Type type, string self)
    {
        foreach (var constructor in type.GetConstructors(Declared).Where(c => !c.IsStatic && IsVisible(c)))
            yield return $"{self}..ctor({Parameters(constructor)})";
        foreach (var method in type.GetMethods(Declared).Where(m => IsVisible(m) && !IsAccessor(m)))
            yield return $"{self}.{method.Name}{Generics(method)}({Parameters(method)}) -> {NameOf(method.ReturnType)}{Static(method)}";
        foreach (var property in type.GetProperties(Declared))
        {
            var indices = property.GetIndexParameters();
            string index = indices.Length == 0 ? "" : $"[{string.Join(", ", indices.Select(Parameter))}]";
            if (property.GetMethod is { } getter && IsVisible(getter))
                yield return $"{self}.{property.Name}{index} get -> {NameOf(property.PropertyType)}{Static(getter)}";
            if (property.SetMethod is { } setter && IsVisible(setter))
                yield return $"{self}.{property.Name}{index} set -> {NameOf(property.PropertyType)}{Static(setter)}";
        }
        foreach (var field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
            yield return $"{self}.{field.Name} field -> {NameOf(field.FieldType)}{(field.IsStatic ? " static" : "")}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}";
        foreach (var declared in type.GetEvents(Declared).Where(e => e.AddMethod is { } add && IsVisible(add)))
            yield return $"{self}.{declared.Name} event -> {NameOf(declared.EventHandlerType!)}";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Static(MethodInfo method) => method.IsStatic ? " static" : "";

    private static string Generics(MethodInfo method)
        => method.IsGenericMethodDefinition ? $"<{string.Join(",", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string prefix = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ")
            : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        return $"{prefix}{NameOf(parameter.ParameterType)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            return "";
        bool isValue = parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null;
        return " = " + parameter.RawDefaultValue switch
        {
            null => isValue ? "default" : "null",
            string text => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }
}
