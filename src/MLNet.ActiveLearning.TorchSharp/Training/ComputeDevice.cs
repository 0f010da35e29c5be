namespace MLNet.ActiveLearning.Training;

/// <summary>Where a network is trained and run.</summary>
public enum ComputeDevice
{
    /// <summary>A CUDA device if there is one, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>A CUDA device; an error if there is none, unless the MLContext's <c>FallbackToCpu</c> is set.</summary>
    Cuda,
}
