using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class MLContext : IHostEnvironmentInternal
{
    private readonly HostEnvironment _env;

    public MLContext(int? seed = null)
    {
        _env = new HostEnvironment(seed);
        _env.Message += (source, message) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source));
        Data = new DataOperationsCatalog(_env);
        Model = new ModelOperationsCatalog(_env);
        MulticlassClassification = new MulticlassClassificationCatalog(_env);
        Transforms = new TransformsCatalog(_env);
    }

    public event EventHandler<LoggingEventArgs> Log;

    public DataOperationsCatalog Data { get; }

    public ModelOperationsCatalog Model { get; }

    public MulticlassClassificationCatalog MulticlassClassification { get; }

    public TransformsCatalog Transforms { get; }

    public ComponentCatalog ComponentCatalog => _env.ComponentCatalog;

    public string TempFilePath { get => _env.TempFilePath; set => _env.TempFilePath = value; }

    public bool FallbackToCpu { get => _env.FallbackToCpu; set => _env.FallbackToCpu = value; }

    public int? GpuDeviceId { get => _env.GpuDeviceId; set => _env.GpuDeviceId = value; }

    int? IHostEnvironmentInternal.Seed => _env.Seed;

    string IExceptionContext.ContextDescription => _env.ContextDescription;

    public bool TryAddOption<T>(string name, T value) => _env.TryAddOption(name, value);

    public void SetOption<T>(string name, T value) => _env.SetOption(name, value);

    public bool TryGetOption<T>(string name, out T value) => _env.TryGetOption(name, out value);

    public T GetOptionOrDefault<T>(string name) => _env.GetOptionOrDefault<T>(name);

    public bool RemoveOption(string name) => _env.RemoveOption(name);

    internal void CancelExecution() => _env.CancelExecution();

    TException IExceptionContext.Process<TException>(TException ex) => _env.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _env.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _env.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _env.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _env.StartProgressChannel(name);
}
