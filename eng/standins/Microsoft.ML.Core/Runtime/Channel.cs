using System.Diagnostics;

namespace Microsoft.ML.Runtime;

internal sealed class Channel : IChannel
{
    private readonly HostEnvironment _host;
    private readonly string _source;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _disposed;

    public Channel(HostEnvironment host, string name)
    {
        _host = host;
        _source = string.IsNullOrEmpty(host.FullName) ? name : $"{host.FullName}; {name}";
        Trace(MessageSensitivity.None, "Channel started");
    }

    public string ContextDescription => _source;

    public TException Process<TException>(TException ex) where TException : Exception => _host.Process(ex);

    public void Send(ChannelMessage msg) => _host.Dispatch(_source, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Trace, sensitivity, fmt));

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new(ChannelMessageKind.Trace, sensitivity, fmt, args));

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Info, sensitivity, fmt));

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new(ChannelMessageKind.Info, sensitivity, fmt, args));

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Warning, sensitivity, fmt));

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new(ChannelMessageKind.Warning, sensitivity, fmt, args));

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(new(ChannelMessageKind.Error, sensitivity, fmt));

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new(ChannelMessageKind.Error, sensitivity, fmt, args));

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", _watch.Elapsed);
        Trace(MessageSensitivity.None, "Channel disposed");
    }
}

/// <summary>Nobody can listen to messages other than a channel's.</summary>
internal sealed class SilentPipe<TMessage>(HostEnvironment host) : IPipe<TMessage>
{
    public string ContextDescription => host.ContextDescription;

    public TException Process<TException>(TException ex) where TException : Exception => host.Process(ex);

    public void Send(TMessage msg)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>Progress never reaches the log of an MLContext.</summary>
internal sealed class SilentProgressChannel : IProgressChannel
{
    public IProgressChannel StartProgressChannel(string name) => new SilentProgressChannel();

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
    }

    public void Checkpoint(params double?[] values)
    {
    }

    public void Dispose()
    {
    }
}
