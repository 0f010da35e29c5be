using System.Reflection;
using System.Reflection.Emit;

namespace Microsoft.ML.Data;

/// <summary>Delegates that read and write members without boxing, those of classes that are not public too.</summary>
internal static class MemberAccess
{
    public static Func<TRow, TValue> Getter<TRow, TValue>(MemberInfo member)
    {
        if (member is PropertyInfo property)
            return property.GetGetMethod()?.CreateDelegate<Func<TRow, TValue>>();
        var method = new DynamicMethod("Get" + member.Name, typeof(TValue), [typeof(TRow)], typeof(MemberAccess).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, (FieldInfo)member);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<TRow, TValue>>();
    }

    public static Action<TRow, TValue> Setter<TRow, TValue>(MemberInfo member)
    {
        if (member is PropertyInfo property)
        {
            return property.GetSetMethod()?.CreateDelegate<Action<TRow, TValue>>()
                ?? throw Contracts.ExceptParam("userSchemaDefinition", $"Property '{member.Name}' has no public setter");
        }
        var method = new DynamicMethod("Set" + member.Name, null, [typeof(TRow), typeof(TValue)], typeof(MemberAccess).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, (FieldInfo)member);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<TRow, TValue>>();
    }
}
