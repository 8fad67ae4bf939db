namespace LseMlNet;

/// <summary>The differences between the stages that compute a function of logits. They share everything else.</summary>
/// <param name="Signature">The names of the stage in messages and in saved pipelines.</param>
/// <param name="Result">What the output column holds, which determines its shape and annotations.</param>
/// <param name="Single">The function of floats.</param>
/// <param name="Double">The function of doubles.</param>
/// <param name="Onnx">Adds the ONNX nodes that compute the same function.</param>
/// <param name="MayBeInfinite">Whether a row that has a softmax can have an infinite result.</param>
internal sealed record LogitsOperation(
    StageSignature Signature, LogitsResult Result, LogitsKernels<float> Single, LogitsKernels<double> Double, OnnxNodes Onnx,
    bool MayBeInfinite = false)
{
    /// <summary>
    /// What the output holds if there is a class axis. It is not the score of a prediction, because <c>Evaluate</c> expects one row.
    /// </summary>
    public LogitsResult ResultAlong(int? classAxis) =>
        classAxis is not null && Result == LogitsResult.Probabilities ? LogitsResult.IndependentProbabilities : Result;

    /// <summary>Whether each logit is a row of its own.</summary>
    public bool IsElementwise => Result is LogitsResult.IndependentProbabilities or LogitsResult.IndependentLogProbabilities;

    /// <summary>What to do with a column of probabilities instead.</summary>
    public string AdviceForProbabilities => Result switch
    {
        LogitsResult.Probabilities or LogitsResult.IndependentProbabilities => $"Use the column as it is, without {Signature.DisplayName}.",
        LogitsResult.LogProbabilities or LogitsResult.IndependentLogProbabilities =>
            $"Use LogProbabilities instead of {Signature.DisplayName}.",
        _ => ProbabilityWatch.TakeLogarithms,
    };

    /// <summary>What makes a row invalid.</summary>
    public RowDefect Defect => IsElementwise ? RowDefect.NaN : RowDefect.NoSoftmax;
}

/// <summary>What a stage computes from a row of logits.</summary>
internal enum LogitsResult
{
    /// <summary>A probability for each class; they sum to one.</summary>
    Probabilities,

    /// <summary>A log-probability for each class, in nats.</summary>
    LogProbabilities,

    /// <summary>One number for the row, in nats.</summary>
    Scalar,

    /// <summary>A probability for each logit by itself.</summary>
    IndependentProbabilities,

    /// <summary>A log-probability for each logit by itself, in nats.</summary>
    IndependentLogProbabilities,
}
