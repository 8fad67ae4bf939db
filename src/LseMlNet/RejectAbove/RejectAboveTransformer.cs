using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(RejectAboveTransformer), typeof(StageLoader<RejectAboveTransformer>), null,
    typeof(SignatureLoadModel), "RejectAbove", RejectAboveTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<RejectAboveTransformer>), null,
    typeof(SignatureLoadDataTransform), "RejectAbove", RejectAboveTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<RejectAboveTransformer>), null,
    typeof(SignatureLoadRowMapper), "RejectAbove", RejectAboveTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Adds a column of labels, which are missing where the model is not confident enough. <see cref="RejectAboveEstimator"/> creates it, or
/// ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class RejectAboveTransformer : RowStageTransformer, ILoadableStage<RejectAboveTransformer>
{
    internal const string LoaderName = "LseMlNet.RejectAbove";

    private static readonly StageSignature ThisStage = new(RejectAboveSettings.Stage, LoaderName, "LSEREJCT");

    private readonly RejectAboveSettings _settings;
    private readonly RejectAboveFit _fit;
    private readonly InvalidRowTotal _invalidRowTotal = new();
    private readonly WarnOnce _warnings;
    private readonly ProbabilityWatch _probabilities;

    internal RejectAboveTransformer(
        IHostEnvironment environment,
        RejectAboveSettings settings,
        RejectAboveFit fit,
        WarnOnce? warnings = null,
        ProbabilityWatch? probabilities = null)
        : base(environment, ThisStage)
    {
        _settings = settings;
        _fit = fit;
        _warnings = warnings ?? new WarnOnce(Warn);
        _probabilities = probabilities ?? new ProbabilityWatch(DisplayName, ProbabilityWatch.TakeLogarithms, _warnings);
    }

    static StageSignature ILoadableStage<RejectAboveTransformer>.Signature => ThisStage;

    /// <summary>The column of labels that the stage adds.</summary>
    public string OutputColumnName => _settings.Columns.OutputColumnName;

    /// <summary>The column of logits that the stage reads.</summary>
    public string InputColumnName => _settings.Columns.InputColumnName;

    /// <summary>The maximum share of wrong labels among the rows that get a label.</summary>
    public double MaximumErrorRate => _settings.MaximumErrorRate;

    /// <summary>The minimum probability with which the fit found a threshold that keeps the maximum.</summary>
    public double Confidence => _settings.Confidence;

    /// <summary>
    /// The minimum of log(p/(1−p)), in nats, of a row that gets a label, where p is the probability of its most probable class; −∞ if all
    /// rows get one, and NaN if none does, because no threshold keeps the maximum.
    /// </summary>
    public double Threshold => _fit.Threshold;

    /// <summary>The share of the rows used that gets a label.</summary>
    public double Coverage => _fit.RowsUsed == 0 ? 0 : (double)_fit.RowsAccepted / _fit.RowsUsed;

    /// <summary>The share of wrong labels among the rows used that get a label; NaN if none does.</summary>
    public double ErrorRate => (double)_fit.ErrorsAccepted / _fit.RowsAccepted;

    /// <summary>
    /// The upper bound of the error rate of new rows that get a label, with the stated confidence. If there is no threshold, it is the
    /// lowest bound of all candidates, which is above the maximum.
    /// </summary>
    public double ErrorRateBound => _fit.ErrorRateBound;

    /// <summary>The number of rows that the fit used.</summary>
    public long RowsUsed => _fit.RowsUsed;

    /// <summary>The number of the rows used that get a label.</summary>
    public long RowsAccepted => _fit.RowsAccepted;

    /// <summary>The number of rows that the fit left out: rows without a softmax or without a label.</summary>
    public long RowsLeftOut => _fit.RowsLeftOut;

    /// <summary>The names of the classes that the user set; null if they come from the logits.</summary>
    public IReadOnlyList<string>? Labels => _settings.Labels?.AsReadOnly();

    /// <summary>The axis of the column's shape that holds the classes; null if the whole vector is one row.</summary>
    public int? ClassAxis => _settings.ClassAxis;

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded, over all passes and prediction
    /// engines. With a class axis, each position is a row. A pass also ends with a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    /// <summary>
    /// The number of rows that look like probabilities, nonnegative with a sum of 1, that this transformer has seen since it was created or
    /// loaded, over all passes and prediction engines. If all of the first rows do, a warning says what to do.
    /// </summary>
    public long ProbabilityRowCount => _probabilities.Count;

    static RejectAboveTransformer ILoadableStage<RejectAboveTransformer>.Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, RejectAboveSettings.Read(reader), RejectAboveFit.Read(reader));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema) =>
    [
        new LabelBinding(
            DisplayName, nameof(RejectAboveOptions), _settings.Labels, ClassAxis, new LabelMinimum(LogOdds: Threshold), Warn, _warnings, _invalidRowTotal,
            _probabilities).Bind(inputSchema, new PredictionSets(inputSchema), _settings.Columns, ordinal: 0, ScoreMeaning.Logits),
    ];

    // *** Binary format ***
    // the settings, as RejectAboveSettings writes them
    // the fit, as RejectAboveFit writes it
    private protected override void Write(BinaryWriter writer)
    {
        _settings.Write(writer);
        _fit.Write(writer);
    }
}
