using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(SelectLabelTransformer), typeof(StageLoader<SelectLabelTransformer>), null,
    typeof(SignatureLoadModel), "SelectLabel", SelectLabelTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<SelectLabelTransformer>), null,
    typeof(SignatureLoadDataTransform), "SelectLabel", SelectLabelTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<SelectLabelTransformer>), null,
    typeof(SignatureLoadRowMapper), "SelectLabel", SelectLabelTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Adds columns of predicted labels. <see cref="SelectLabelEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class SelectLabelTransformer : RowStageTransformer, ILoadableStage<SelectLabelTransformer>
{
    internal const string LoaderName = "LseMlNet.SelectLabel";

    private static readonly StageSignature ThisStage = new(SelectLabelSettings.Stage, LoaderName, "LSESELLB") { Version = SelectLabelSettings.Version };

    private readonly SelectLabelSettings _settings;
    private readonly InvalidRowTotal _invalidRowTotal = new();
    private readonly WarnOnce _warnings;

    internal SelectLabelTransformer(IHostEnvironment environment, SelectLabelSettings settings)
        : base(environment, ThisStage)
    {
        _settings = settings;
        _warnings = new WarnOnce(Warn);
    }

    static StageSignature ILoadableStage<SelectLabelTransformer>.Signature => ThisStage;

    /// <summary>The columns of labels that the stage adds, each with its column of scores.</summary>
    public IReadOnlyList<InputOutputColumnPair> Columns => _settings.Columns.AsReadOnly();

    /// <summary>The names of the classes that the user set; null if they come from the scores.</summary>
    public IReadOnlyList<string>? Labels => _settings.Labels?.AsReadOnly();

    /// <summary>The minimum probability of a label.</summary>
    public float MinimumProbability => _settings.MinimumProbability;

    /// <summary>The minimum of log(p/(1−p)) of a label, in nats; null if there is none.</summary>
    public double? MinimumLogOdds => _settings.MinimumLogOdds;

    /// <summary>The meaning of the scores, if the stage needs to know.</summary>
    public ScoreMeaning Scores => _settings.Scores;

    /// <summary>The axis of the column's shape that holds the classes; null if the whole vector is one row.</summary>
    public int? ClassAxis => _settings.ClassAxis;

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded. Rows are counted over all passes
    /// and prediction engines, once for each output column that was read. With a class axis, each position is a row. A pass also ends with
    /// a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    static SelectLabelTransformer ILoadableStage<SelectLabelTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, SelectLabelSettings.Read(reader, version));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        var predictions = new PredictionSets(inputSchema);
        var binding = new LabelBinding(
            DisplayName, nameof(SelectLabelOptions), _settings.Labels, ClassAxis, new LabelMinimum(MinimumProbability, MinimumLogOdds), Warn, _warnings,
            _invalidRowTotal);
        return [.. _settings.Columns.Select((pair, ordinal) => binding.Bind(inputSchema, predictions, pair, ordinal, Scores))];
    }

    private protected override void Write(BinaryWriter writer) => _settings.Write(writer);
}
