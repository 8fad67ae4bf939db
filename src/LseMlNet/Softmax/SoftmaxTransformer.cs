using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(SoftmaxTransformer), typeof(StageLoader<SoftmaxTransformer>), null,
    typeof(SignatureLoadModel), "Softmax", SoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<SoftmaxTransformer>), null,
    typeof(SignatureLoadDataTransform), "Softmax", SoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<SoftmaxTransformer>), null,
    typeof(SignatureLoadRowMapper), "Softmax", SoftmaxTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Computes probabilities from logits. <see cref="SoftmaxEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class SoftmaxTransformer : LogitsTransformer, ILoadableStage<SoftmaxTransformer>
{
    internal const string LoaderName = "LseMlNet.Softmax";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("Softmax", LoaderName, "LSESFTMX") { Version = LogitsSettings.Version }, LogitsResult.Probabilities,
        new LogitsKernels<float>(
            Numerics.Logits.Softmax, Numerics.Logits.Softmax, Numerics.Logits.Softmax, Numerics.Logits.SoftmaxRepeatingLast),
        new LogitsKernels<double>(
            Numerics.Logits.Softmax, Numerics.Logits.Softmax, Numerics.Logits.Softmax, Numerics.Logits.SoftmaxRepeatingLast),
        Export);

    internal SoftmaxTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<SoftmaxTransformer>.Signature => ThisOperation.Signature;

    static SoftmaxTransformer ILoadableStage<SoftmaxTransformer>.Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    // Up to opset 12, all axes from this one on form one row, as in this stage. From opset 13 on, the default is the last axis.
    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result) =>
        graph.Node("Softmax", [source], result, axis: 1);
}
