namespace MLNet.ActiveLearning.Heads;

/// <summary>At which checkpoints of training a <see cref="DynamicInfluenceHead"/> projects gradients.</summary>
public enum InfluenceCheckpoints
{
    /// <summary>At the end: DISAL.</summary>
    Final,

    /// <summary>At every kept checkpoint, each with its learning rate and all rows scored anew by it: TracInCP-full.</summary>
    Full,

    /// <summary>As <see cref="Full"/>, at the kept checkpoints of the second half of training: TracInCP-last.</summary>
    Last,
}
