using System.Globalization;
using System.Runtime.CompilerServices;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>
        /// Modules that pass a tensor on, each disposing of what the one before it returned. A first child that returns its input therefore
        /// has the caller's tensor disposed: let it return <c>x.alias()</c>.
        /// </summary>
        public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly List<(string Name, torch.nn.IModule<torch.Tensor, torch.Tensor> Module)> _steps = [];

            internal Sequential() : base(nameof(Sequential))
            {
            }

            protected Sequential(params (string name, torch.nn.Module<torch.Tensor, torch.Tensor> submodule)[] modules) : this()
            {
                foreach (var (name, module) in modules) append(name, module);
            }

            protected Sequential(params torch.nn.Module<torch.Tensor, torch.Tensor>[] modules) : this()
            {
                foreach (var module in modules) append(module);
            }

            public int Count => _steps.Count;

            [IndexerName("SequentialItems")]
            public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => _steps[index].Module;

            [IndexerName("SequentialItems")]
            public Sequential this[(int? start, int? end) index] => Part(index.start ?? 0, index.end ?? Count);

            [IndexerName("SequentialItems")]
            public Sequential this[Range index] => Part(index.Start.GetOffset(Count), index.End.GetOffset(Count));

            public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
            {
                register_module(name, (torch.nn.Module)module);
                _steps.Add((name, module));
                return this;
            }

            public Sequential append(torch.nn.IModule<torch.Tensor, torch.Tensor> module) => append(Count.ToString(CultureInfo.InvariantCulture), module);

            public override torch.Tensor forward(torch.Tensor tensor)
            {
                if (Count == 0) return tensor.alias();
                var result = _steps[0].Module.call(tensor);
                for (int i = 1; i < Count; i++)
                {
                    var next = _steps[i].Module.call(result);
                    result.Dispose();
                    result = next;
                }
                return result;
            }

            private Sequential Part(int start, int end)
            {
                if (start < 0 || start > Count) throw new IndexOutOfRangeException($"{start} is not a valid index.");
                if (end < 0 || end > Count) throw new IndexOutOfRangeException($"{end} is not a valid index.");
                var part = new Sequential();
                for (int i = start; i < end; i++) part.append(_steps[i].Name, _steps[i].Module);
                return part;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential() => new();

            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules)
            {
                var sequential = new Modules.Sequential();
                foreach (var (name, module) in modules) sequential.append(name, module);
                return sequential;
            }

            public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                Sequential(modules.Select(module => (module.Item1, module.Item2)));

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            {
                var sequential = new Modules.Sequential();
                foreach (var module in modules) sequential.append(module);
                return sequential;
            }
        }
    }
}
