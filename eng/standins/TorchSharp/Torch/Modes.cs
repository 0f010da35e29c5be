namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => Library.al_grad_mode() != 0;

    public static bool is_inference_mode_enabled() => Library.al_inference_mode() != 0;

    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Sets the thread's gradient mode until it is disposed.</summary>
    private sealed class GradMode : IDisposable
    {
        private readonly int _previous = Library.al_grad_mode();

        internal GradMode(bool enabled) => Library.al_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Library.al_set_grad_mode(_previous);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint _guard = Library.al_enter_inference_mode(enabled ? 1 : 0);

        public void Dispose() => Library.al_leave_inference_mode(Interlocked.Exchange(ref _guard, 0));
    }

    public static int get_num_threads() => Library.al_threads();

    public static void set_num_threads(int num) => Library.Check(Library.al_set_threads(num));

    public static int get_num_interop_threads() => Library.al_interop_threads();

    public static void set_num_interop_threads(int num) => Library.Check(Library.al_set_interop_threads(num));

    public static bool are_deterministic_algorithms_enabled() => Library.al_deterministic() != 0;

    public static bool is_deterministic_algorithms_warn_only_enabled() => Library.al_deterministic_warn_only() != 0;

    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) => new Determinism(mode, warn_only);

    private sealed class Determinism : IDisposable
    {
        private readonly int _previous = Library.al_deterministic();
        private readonly int _previousWarnOnly = Library.al_deterministic_warn_only();

        internal Determinism(bool enabled, bool warnOnly) => Library.al_set_deterministic(enabled ? 1 : 0, warnOnly ? 1 : 0);

        public void Dispose() => Library.al_set_deterministic(_previous, _previousWarnOnly);
    }
}

/// <summary>Looks for NaN in the backward pass until it is disposed.</summary>
public class AnomalyMode : IDisposable
{
    private readonly int _previous = Library.al_anomaly_mode();
    private readonly int _previousCheck = Library.al_anomaly_checks_nan();

    public AnomalyMode(bool enabled, bool check_nan = true) => Library.al_set_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

    public static bool IsEnabled => Library.al_anomaly_mode() != 0;

    public static bool ShouldCheckNaN => Library.al_anomaly_checks_nan() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Library.al_set_anomaly_mode(_previous, _previousCheck);
}
