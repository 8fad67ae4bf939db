using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(LogSumExpTransformer), typeof(StageLoader<LogSumExpTransformer>), null,
    typeof(SignatureLoadModel), "LogSumExp", LogSumExpTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<LogSumExpTransformer>), null,
    typeof(SignatureLoadDataTransform), "LogSumExp", LogSumExpTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<LogSumExpTransformer>), null,
    typeof(SignatureLoadRowMapper), "LogSumExp", LogSumExpTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Computes the log-sum-exp of logits. <see cref="LogSumExpEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class LogSumExpTransformer : LogitsTransformer, ILoadableStage<LogSumExpTransformer>
{
    internal const string LoaderName = "LseMlNet.LogSumExp";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("LogSumExp", LoaderName, "LSELGSMX") { Version = LogitsSettings.Version }, LogitsResult.Scalar,
        new LogitsKernels<float>(
            (logits, result, temperature) => result[0] = Numerics.Logits.LogSumExp(logits, temperature),
            (logits, result) => result[0] = Numerics.Logits.LogSumExp(logits),
            Numerics.Logits.LogSumExp),
        new LogitsKernels<double>(
            (logits, result, temperature) => result[0] = Numerics.Logits.LogSumExp(logits, temperature),
            (logits, result) => result[0] = Numerics.Logits.LogSumExp(logits),
            Numerics.Logits.LogSumExp),
        Export);

    internal LogSumExpTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<LogSumExpTransformer>.Signature => ThisOperation.Signature;

    static LogSumExpTransformer ILoadableStage<LogSumExpTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result) =>
        graph.Node("ReduceLogSumExp", [source], result, axes: [1]);
}
