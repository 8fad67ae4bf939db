using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(EntropyTransformer), typeof(StageLoader<EntropyTransformer>), null,
    typeof(SignatureLoadModel), "Entropy", EntropyTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<EntropyTransformer>), null,
    typeof(SignatureLoadDataTransform), "Entropy", EntropyTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<EntropyTransformer>), null,
    typeof(SignatureLoadRowMapper), "Entropy", EntropyTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>Computes the entropy of logits. <see cref="EntropyEstimator"/> creates it, or ML.NET loads it from a saved pipeline.</summary>
public sealed class EntropyTransformer : LogitsTransformer, ILoadableStage<EntropyTransformer>
{
    internal const string LoaderName = "LseMlNet.Entropy";

    private static readonly LogitsOperation ThisOperation = new(
        new StageSignature("Entropy", LoaderName, "LSEENTRP") { Version = LogitsSettings.Version }, LogitsResult.Scalar,
        new LogitsKernels<float>(
            (logits, result, temperature) => result[0] = Numerics.Logits.Entropy(logits, temperature),
            (logits, result) => result[0] = Numerics.Logits.Entropy(logits),
            Numerics.Logits.Entropy),
        new LogitsKernels<double>(
            (logits, result, temperature) => result[0] = Numerics.Logits.Entropy(logits, temperature),
            (logits, result) => result[0] = Numerics.Logits.Entropy(logits),
            Numerics.Logits.Entropy),
        Export);

    internal EntropyTransformer(IHostEnvironment environment, LogitsSettings settings)
        : base(environment, ThisOperation, settings)
    {
    }

    static StageSignature ILoadableStage<EntropyTransformer>.Signature => ThisOperation.Signature;

    static EntropyTransformer ILoadableStage<EntropyTransformer>.Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, LogitsSettings.Read(reader, version));

    // −Σ p log p. An excluded class has p = 0 and log p = −∞, whose product is NaN. With any finite number for log p, the product is 0.
    private static void Export(OnnxGraph graph, VectorDataViewType logits, string source, string result)
    {
        string probabilities = graph.Compute("Softmax", [source], axis: 1);
        string logProbabilities = graph.Compute("LogSoftmax", [source], axis: 1);
        string finite = graph.Compute("Max", [logProbabilities, graph.Constant(float.MinValue, logits, "LowestLogProbability")]);
        string sum = graph.Compute("ReduceSum", [graph.Compute("Mul", [probabilities, finite])], axes: [1]);
        graph.Node("Neg", [sum], result);
    }
}
