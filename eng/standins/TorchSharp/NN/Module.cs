using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A named tree of parameters, buffers and modules.</summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> _children = new();
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = new();
            private readonly OrderedDictionary<string, Parameter> _owned = new();
            private bool _registered;
            private bool _training = true;

            protected string name;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public virtual bool training => _training;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var child in children()) child.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Calls a function on every module below this one, then on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children()) child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.zero_();
                }
            }

            // Registration

            /// <summary>Registers every field that holds a module, parameter or tensor, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (_registered) return;
                foreach (var field in Fields())
                {
                    string component = field.Name;
                    if (_children.ContainsKey(component) || _owned.ContainsKey(component) || _buffers.ContainsKey(component)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(component, module); break;
                        case Parameter parameter: register_parameter(component, parameter); break;
                        case Tensor tensor: register_buffer(component, tensor); break;
                    }
                }
                _registered = true;
            }

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _children.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name)) throw new ArgumentException("module name can't be empty string \"\"");
                if (name.Contains('.')) throw new ArgumentException($"module name can't contain \".\", got: {name}");
                if (_children.ContainsKey(name)) throw new InvalidOperationException($"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
                _children.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid) throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (_owned.ContainsKey(name)) throw new InvalidOperationException($"Parameter {name} is already registered.");
                _owned.Add(name, param);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid) throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (_buffers.ContainsKey(name)) throw new InvalidOperationException($"Tensor {name} is already registered.");
                _buffers.Add(name, (tensor, persistent));
            }

            /// <summary>Registers a parameter, in place of one of that name if there is one; null removes it.</summary>
            protected void ConditionallyRegisterParameter(string name, Tensor? value)
            {
                if (value is null) _owned.Remove(name);
                else _owned[name] = value as Parameter ?? new Parameter(value);
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) _buffers.Remove(name);
                else _buffers[name] = (value, persistent);
            }

            protected void ClearModules() => _children.Clear();

            /// <summary>A parameter of this module itself.</summary>
            internal Parameter? Own(string name) => _owned.TryGetValue(name, out var parameter) ? parameter : null;

            /// <summary>A buffer of this module itself.</summary>
            internal Tensor? OwnBuffer(string name) => _buffers.TryGetValue(name, out var buffer) ? buffer.Tensor : null;

            internal void Replace(string name, Parameter? value) =>
                ConditionallyRegisterParameter(name, value ?? throw new ArgumentNullException($"{name} cannot be set to 'null'"));

            internal void ReplaceBuffer(string name, Tensor? value) =>
                ConditionallyRegisterBuffer(name, value ?? throw new ArgumentNullException($"{name} cannot be set to 'null'"));

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, (buffer, _)) in _buffers) buffer.Dispose();
                foreach (var (_, parameter) in _owned) parameter.Dispose();
                foreach (var (_, child) in _children) child.Dispose();
            }
        }
    }
}
