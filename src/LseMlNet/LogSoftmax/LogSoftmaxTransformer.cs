using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>Adds log-probability columns. Made by <see cref="LogSoftmaxEstimator"/>, or loaded with a saved pipeline.</summary>
public sealed class LogSoftmaxTransformer : LogitsTransformer, ILoadableStage<LogSoftmaxTransformer>
{
    internal const string LoaderName = "LseMlNet.LogSoftmax";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("LogSoftmax", LoaderName, "LSELOGSM"), LogitsResult.LogProbabilities, Numerics.Logits.LogSoftmax, Numerics.Logits.LogSoftmax, OnnxOperator: "LogSoftmax");

    internal LogSoftmaxTransformer(IHostEnvironment environment, InputOutputColumnPair[]? columns, double temperature)
        : base(environment, ThisOperation, columns, temperature)
    {
    }

    static StageSignature ILoadableStage<LogSoftmaxTransformer>.Signature => ThisOperation.Signature;

    static LogSoftmaxTransformer ILoadableStage<LogSoftmaxTransformer>.Read(IHostEnvironment environment, BinaryReader reader)
    {
        (InputOutputColumnPair[] columns, double temperature) = ReadSettings(reader);
        return new LogSoftmaxTransformer(environment, columns, temperature);
    }
}
