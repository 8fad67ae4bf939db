using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(LogSigmoidTransformer), typeof(StageLoader<LogSigmoidTransformer>), null,
    typeof(SignatureLoadModel), "LogSigmoid", LogSigmoidTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<LogSigmoidTransformer>), null,
    typeof(SignatureLoadDataTransform), "LogSigmoid", LogSigmoidTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<LogSigmoidTransformer>), null,
    typeof(SignatureLoadRowMapper), "LogSigmoid", LogSigmoidTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Computes a log-probability from each logit. <see cref="LogSigmoidEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class LogSigmoidTransformer : LogitsTransformer, ILoadableStage<LogSigmoidTransformer>
{
    internal const string LoaderName = "LseMlNet.LogSigmoid";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("LogSigmoid", LoaderName, "LSELGSGM") { Version = LogitsSettings.Version },
        LogitsResult.IndependentLogProbabilities,
        new LogitsKernels<float>(Numerics.Logits.LogSigmoid),
        new LogitsKernels<double>(Numerics.Logits.LogSigmoid),
        Export);

    internal LogSigmoidTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<LogSigmoidTransformer>.Signature => ThisOperation.Signature;

    static LogSigmoidTransformer ILoadableStage<LogSigmoidTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    // min(x, 0) − log(1 + e^(−|x|)). Softplus would be shorter, but ONNX Runtime computes it for float only.
    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result)
    {
        string exponential = graph.Compute("Exp", [graph.Compute("Neg", [graph.Compute("Abs", [source])])]);
        string correction = graph.Compute("Log", [graph.Compute("Add", [exponential, graph.Constant(1, logits, "One")])]);
        graph.Node("Sub", [graph.Compute("Min", [source, graph.Constant(0, logits, "Zero")]), correction], result);
    }
}
