using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(LogSoftmaxTransformer), typeof(StageLoader<LogSoftmaxTransformer>), null,
    typeof(SignatureLoadModel), "LogSoftmax", LogSoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<LogSoftmaxTransformer>), null,
    typeof(SignatureLoadDataTransform), "LogSoftmax", LogSoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<LogSoftmaxTransformer>), null,
    typeof(SignatureLoadRowMapper), "LogSoftmax", LogSoftmaxTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Computes log-probabilities from logits. <see cref="LogSoftmaxEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class LogSoftmaxTransformer : LogitsTransformer, ILoadableStage<LogSoftmaxTransformer>
{
    internal const string LoaderName = "LseMlNet.LogSoftmax";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("LogSoftmax", LoaderName, "LSELOGSM") { Version = LogitsSettings.Version }, LogitsResult.LogProbabilities,
        new LogitsKernels<float>(Numerics.Logits.LogSoftmax, Numerics.Logits.LogSoftmax, Numerics.Logits.LogSoftmax),
        new LogitsKernels<double>(Numerics.Logits.LogSoftmax, Numerics.Logits.LogSoftmax, Numerics.Logits.LogSoftmax),
        Export);

    internal LogSoftmaxTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<LogSoftmaxTransformer>.Signature => ThisOperation.Signature;

    static LogSoftmaxTransformer ILoadableStage<LogSoftmaxTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    // Up to opset 12, axis 1 and all later axes form one row, as in this stage. From opset 13 on, the default is the last axis.
    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result) =>
        graph.Node("LogSoftmax", [source], result, axis: 1);
}
