using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(SigmoidTransformer), typeof(StageLoader<SigmoidTransformer>), null,
    typeof(SignatureLoadModel), "Sigmoid", SigmoidTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<SigmoidTransformer>), null,
    typeof(SignatureLoadDataTransform), "Sigmoid", SigmoidTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<SigmoidTransformer>), null,
    typeof(SignatureLoadRowMapper), "Sigmoid", SigmoidTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Computes a probability from each logit. <see cref="SigmoidEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class SigmoidTransformer : LogitsTransformer, ILoadableStage<SigmoidTransformer>
{
    internal const string LoaderName = "LseMlNet.Sigmoid";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("Sigmoid", LoaderName, "LSESIGMD") { Version = LogitsSettings.Version }, LogitsResult.IndependentProbabilities,
        new LogitsKernels<float>(Numerics.Logits.Sigmoid),
        new LogitsKernels<double>(Numerics.Logits.Sigmoid),
        Export);

    internal SigmoidTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<SigmoidTransformer>.Signature => ThisOperation.Signature;

    static SigmoidTransformer ILoadableStage<SigmoidTransformer>.Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result) =>
        graph.Node("Sigmoid", [source], result);
}
