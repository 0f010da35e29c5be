namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Where a row stands between what a proxy chooses and what the fine-tuned model would choose by the same strategy.</summary>
public enum SelectionRegion
{
    /// <summary>Chosen by neither.</summary>
    None,

    /// <summary>O: chosen by both.</summary>
    Both,

    /// <summary>A1: missed by the proxy; the fine-tuned model predicts it right, the proxy wrong.</summary>
    MissedRightProxyWrong,

    /// <summary>A2: missed by the proxy; both predict it right.</summary>
    MissedRightProxyRight,

    /// <summary>B1: missed by the proxy; both predict it wrong.</summary>
    MissedWrongProxyWrong,

    /// <summary>B2: missed by the proxy; the fine-tuned model predicts it wrong, the proxy right.</summary>
    MissedWrongProxyRight,

    /// <summary>C: chosen by the proxy alone; the fine-tuned model predicts it right, so that its label adds little.</summary>
    ProxyOnlyRight,

    /// <summary>D: chosen by the proxy alone; the fine-tuned model predicts it wrong.</summary>
    ProxyOnlyWrong,
}
