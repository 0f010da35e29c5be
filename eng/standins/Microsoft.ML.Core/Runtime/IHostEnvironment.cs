namespace Microsoft.ML.Runtime;

public interface IExceptionContext
{
    string ContextDescription { get; }

    TException Process<TException>(TException ex) where TException : Exception;
}

public interface IChannelProvider : IExceptionContext
{
    IChannel Start(string name);

    IPipe<TMessage> StartPipe<TMessage>(string name);
}

public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }

    IHost Register(string name, int? seed = null, bool? verbose = null);
}

public interface IHost : IHostEnvironment
{
    Random Rand { get; }
}

internal interface ICancelable
{
    bool IsCanceled { get; }

    void CancelExecution();
}

internal interface IHostEnvironmentInternal : IHostEnvironment
{
    int? Seed { get; }

    string TempFilePath { get; set; }

    bool FallbackToCpu { get; set; }

    int? GpuDeviceId { get; set; }

    bool TryAddOption<T>(string name, T value);

    void SetOption<T>(string name, T value);

    bool TryGetOption<T>(string name, out T value);

    T GetOptionOrDefault<T>(string name);

    bool RemoveOption(string name);
}
