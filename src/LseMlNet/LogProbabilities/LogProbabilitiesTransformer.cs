using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(LogProbabilitiesTransformer), typeof(StageLoader<LogProbabilitiesTransformer>), null,
    typeof(SignatureLoadModel), "LogProbabilities", LogProbabilitiesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<LogProbabilitiesTransformer>), null,
    typeof(SignatureLoadDataTransform), "LogProbabilities", LogProbabilitiesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<LogProbabilitiesTransformer>), null,
    typeof(SignatureLoadRowMapper), "LogProbabilities", LogProbabilitiesTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Computes the logarithms of probabilities. <see cref="LogProbabilitiesEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class LogProbabilitiesTransformer : RowStageTransformer, ILoadableStage<LogProbabilitiesTransformer>
{
    internal const string LoaderName = "LseMlNet.LogProb";
    internal const string Stage = "LogProbabilities";

    private static readonly StageSignature ThisStage = new(Stage, LoaderName, "LSELGPRB");

    private readonly InputOutputColumnPair[] _columns;
    private readonly InvalidRowTotal _invalidRowTotal = new();

    internal LogProbabilitiesTransformer(IHostEnvironment environment, InputOutputColumnPair[] columns)
        : base(environment, ThisStage)
    {
        _columns = ColumnPairs.Checked(columns, Stage, "columns");
    }

    static StageSignature ILoadableStage<LogProbabilitiesTransformer>.Signature => ThisStage;

    /// <summary>The columns that the stage adds, each with its column of probabilities.</summary>
    public IReadOnlyList<InputOutputColumnPair> Columns => _columns.AsReadOnly();

    /// <summary>
    /// The number of rows containing a number that is not a probability that this transformer has seen since it was created or
    /// loaded. Rows are counted over all passes and prediction engines, once for each output column that was read. A pass also ends
    /// with a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    static LogProbabilitiesTransformer ILoadableStage<LogProbabilitiesTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, ColumnPairs.Read(reader));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        var predictions = new PredictionSets(inputSchema);
        return [.. _columns.Select((pair, ordinal) => Bind(inputSchema, predictions, pair, ordinal))];
    }

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    private protected override void Write(BinaryWriter writer) => ColumnPairs.Write(writer, _columns);

    private BoundColumn Bind(DataViewSchema schema, PredictionSets predictions, InputOutputColumnPair pair, int ordinal)
    {
        DataViewSchema.Column input = LogitsInput.Find(schema, pair.InputColumnName, DisplayName);
        var output = new DataViewSchema.DetachedColumn(
            pair.OutputColumnName, input.Type, ClassAnnotations.Of(predictions, input, LogitsResult.LogProbabilities, ordinal));
        var invalidRows = new InvalidRows(
            DisplayName, input.Name, InvalidRowHandling.Propagate, Warn, _invalidRowTotal, "NaN", RowDefect.NotProbabilities);
        return ((VectorDataViewType)input.Type).ItemType == NumberDataViewType.Single
            ? new LogProbabilitiesColumn<float>(input, output, Numerics.Logits.FromProbabilities, invalidRows)
            : new LogProbabilitiesColumn<double>(input, output, Numerics.Logits.FromProbabilities, invalidRows);
    }
}
