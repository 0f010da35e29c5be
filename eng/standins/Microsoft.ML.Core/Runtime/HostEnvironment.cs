using System.Collections.Concurrent;

namespace Microsoft.ML.Runtime;

/// <summary>The one implementation of environments: the root, and the hosts registered below it.</summary>
internal sealed class HostEnvironment : IHost, IHostEnvironmentInternal, ICancelable
{
    private readonly HostEnvironment _root;
    private readonly HostEnvironment _parent;
    private readonly ConcurrentDictionary<string, object> _options = new();
    private readonly List<WeakReference<HostEnvironment>> _children = [];
    private readonly Lock _lock = new();
    private readonly Random _random;

    public HostEnvironment(int? seed)
    {
        _root = this;
        Seed = seed;
        _random = seed is int value ? new Random(value) : new Random();
        ComponentCatalog = new ComponentCatalog();
        TempFilePath = Path.GetTempPath();
    }

    private HostEnvironment(HostEnvironment parent, string name, Random random)
    {
        _root = parent._root;
        _parent = parent;
        _random = random;
        FullName = name;
        Seed = parent.Seed;
        ComponentCatalog = parent.ComponentCatalog;
        TempFilePath = parent.TempFilePath;
        GpuDeviceId = parent.GpuDeviceId;
        FallbackToCpu = parent.FallbackToCpu;
        IsCanceled = parent.IsCanceled;
    }

    /// <summary>Receives every channel message with the full name of its source.</summary>
    public event Action<string, ChannelMessage> Message;

    public string FullName { get; }

    public string ContextDescription => FullName;

    public int? Seed { get; }

    public string TempFilePath { get; set; }

    public bool FallbackToCpu { get; set; }

    public int? GpuDeviceId { get; set; }

    public ComponentCatalog ComponentCatalog { get; }

    public Random Rand => _random;

    public bool IsCanceled { get; private set; }

    public TException Process<TException>(TException ex) where TException : Exception
    {
        if (ex is not null)
            ex.Data["Throwing component"] = FullName;
        return ex;
    }

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        lock (_lock)
        {
            string fullName = _parent?.FullName is string prefix ? $"{prefix}; {name}" : name;
            var child = new HostEnvironment(this, fullName, new Random(seed ?? _random.Next()));
            _children.RemoveAll(c => !c.TryGetTarget(out _));
            _children.Add(new(child));
            return child;
        }
    }

    public IChannel Start(string name) => new Channel(this, name);

    public IPipe<TMessage> StartPipe<TMessage>(string name)
        => typeof(TMessage) == typeof(ChannelMessage) ? (IPipe<TMessage>)Start(name) : new SilentPipe<TMessage>(this);

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new SilentProgressChannel();
    }

    public void CancelExecution()
    {
        lock (_lock)
        {
            IsCanceled = true;
            foreach (WeakReference<HostEnvironment> reference in _children)
            {
                if (reference.TryGetTarget(out HostEnvironment child))
                    child.CancelExecution();
            }
        }
    }

    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(name, value);

    public void SetOption<T>(string name, T value) => _options[name] = value;

    public bool TryGetOption<T>(string name, out T value)
    {
        bool found = _options.TryGetValue(name, out object stored);
        value = found ? (T)stored : default;
        return found;
    }

    public T GetOptionOrDefault<T>(string name) => TryGetOption(name, out T value) ? value : default;

    public bool RemoveOption(string name) => _options.TryRemove(name, out _);

    internal void Dispatch(string source, ChannelMessage message) => _root.Message?.Invoke(source, message);
}
