using Microsoft.ML;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>The stage ScoreOnnxModel, from column "X" to column "Y".</summary>
internal static class ScoringStage
{
    public static OnnxScoringTransformer Fit(MLContext ml, byte[] model, IDataView data, int? batchSize = null, int? threads = null) =>
        ml.Transforms.ScoreOnnxModel(Options(model, batchSize, threads)).Fit(data);

    public static OnnxScoringOptions Options(byte[] model, int? batchSize = null, int? threads = null) => new()
    {
        OutputColumnName = "Y",
        InputColumnName = "X",
        ModelBytes = model,
        BatchSize = batchSize,
        IntraOpThreads = threads,
    };
}
