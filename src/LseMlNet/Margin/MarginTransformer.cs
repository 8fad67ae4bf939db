using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(MarginTransformer), typeof(StageLoader<MarginTransformer>), null,
    typeof(SignatureLoadModel), "Margin", MarginTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<MarginTransformer>), null,
    typeof(SignatureLoadDataTransform), "Margin", MarginTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<MarginTransformer>), null,
    typeof(SignatureLoadRowMapper), "Margin", MarginTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>Computes the margin of logits. <see cref="MarginEstimator"/> creates it, or ML.NET loads it from a saved pipeline.</summary>
public sealed class MarginTransformer : LogitsTransformer, ILoadableStage<MarginTransformer>
{
    internal const string LoaderName = "LseMlNet.Margin";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("Margin", LoaderName, "LSEMARGN") { Version = LogitsSettings.Version }, LogitsResult.Scalar,
        new LogitsKernels<float>(
            (logits, result, temperature) => result[0] = Numerics.Logits.Margin(logits, temperature),
            (logits, result) => result[0] = Numerics.Logits.Margin(logits),
            Numerics.Logits.Margin),
        new LogitsKernels<double>(
            (logits, result, temperature) => result[0] = Numerics.Logits.Margin(logits, temperature),
            (logits, result) => result[0] = Numerics.Logits.Margin(logits),
            Numerics.Logits.Margin),
        Export,
        MayBeInfinite: true);

    internal MarginTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<MarginTransformer>.Signature => ThisOperation.Signature;

    static MarginTransformer ILoadableStage<MarginTransformer>.Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    // The largest logit minus the largest of the others. TopK would be shorter, but the operator changed in opset 10, and a stage does not
    // know which opset the exporter writes.
    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result)
    {
        long[] positions = [.. Enumerable.Range(0, logits.Size).Select(i => (long)i)];
        string isFirst = graph.Compute("Equal", [graph.Compute("ArgMax", [source], axis: 1), graph.Constant(positions, "Positions")]);
        string others = graph.Compute("Where", [isFirst, graph.Constant(double.NegativeInfinity, logits, "Excluded"), source]);
        string margin = graph.Compute(
            "Sub", [graph.Compute("ReduceMax", [source], axes: [1]), graph.Compute("ReduceMax", [others], axes: [1])]);
        graph.Node("Add", [margin, graph.ZeroOrNaN(logits, source)], result);
    }
}
