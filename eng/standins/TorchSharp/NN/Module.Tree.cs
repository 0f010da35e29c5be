using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() => _children.Select(child => (child.Key, child.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>Every module below this one, children before grandchildren. This one is not among them, unlike in PyTorch.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (childName, child) in named_children())
                {
                    foreach (var (name, module) in child.named_modules()) yield return ($"{childName}.{name}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, parameter) in _owned)
                {
                    if (IsNew(parameter, seen)) yield return (name, parameter);
                }
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                {
                    foreach (var (name, parameter) in child.named_parameters(true))
                    {
                        if (IsNew(parameter, seen)) yield return ($"{childName}.{name}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(named => named.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, (buffer, persistent)) in _buffers)
                {
                    if ((persistent || include_nonpersistent) && IsNew(buffer, seen)) yield return (name, buffer);
                }
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                {
                    foreach (var (name, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (IsNew(buffer, seen)) yield return ($"{childName}.{name}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            /// <summary>Whether a tensor is valid and did not come before.</summary>
            private static bool IsNew(Tensor tensor, HashSet<nint> seen) => !tensor.IsInvalid && seen.Add(tensor.Handle);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter of a dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) => Own(target) ?? Below(target)?.Module.get_parameter(Below(target)!.Value.Name);

            /// <summary>The buffer of a dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) => OwnBuffer(target) ?? Below(target)?.Module.get_buffer(Below(target)!.Value.Name);

            private (Module Module, string Name)? Below(string target)
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0) return null;
                foreach (var (name, module) in named_children())
                {
                    if (name == target[..dot]) return (module, target[(dot + 1)..]);
                }
                return null;
            }
        }
    }
}
