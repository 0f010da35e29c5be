using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Calls of generic methods for types that are known at run time only.</summary>
internal static class GenericCalls
{
    private static readonly MethodInfo s_getGetter = typeof(GenericCalls).GetMethod(nameof(TypedGetter), BindingFlags.NonPublic | BindingFlags.Static);

    /// <summary>Calls a non-public generic method of the target (or of the type, if the target is one) with these type arguments.</summary>
    public static object Invoke(object target, string method, Type[] types, params object[] arguments)
    {
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.FlattenHierarchy;
        Type owner = target as Type ?? target.GetType();
        MethodInfo generic = owner.GetMethod(method, Members) ?? throw new MissingMethodException(owner.Name, method);
        return generic.MakeGenericMethod(types)
            .Invoke(target is Type ? null : target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    /// <summary>The getter of a column as a ValueGetter of the column's own type.</summary>
    public static Delegate GetGetter(this DataViewRow row, DataViewSchema.Column column)
        => (Delegate)s_getGetter.MakeGenericMethod(column.Type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, column], null);

    private static ValueGetter<T> TypedGetter<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);
}
