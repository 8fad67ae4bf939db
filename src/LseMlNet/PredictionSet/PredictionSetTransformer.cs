using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(PredictionSetTransformer), typeof(StageLoader<PredictionSetTransformer>), null,
    typeof(SignatureLoadModel), "PredictionSet", PredictionSetTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<PredictionSetTransformer>), null,
    typeof(SignatureLoadDataTransform), "PredictionSet", PredictionSetTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<PredictionSetTransformer>), null,
    typeof(SignatureLoadRowMapper), "PredictionSet", PredictionSetTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Adds a column of prediction sets. <see cref="PredictionSetEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class PredictionSetTransformer : RowStageTransformer, ILoadableStage<PredictionSetTransformer>
{
    internal const string LoaderName = "LseMlNet.PredictionSet";

    private static readonly StageSignature ThisStage = new(PredictionSetSettings.Stage, LoaderName, "LSEPSETS");

    private readonly PredictionSetSettings _settings;
    private readonly PredictionSetFit _fit;
    private readonly InvalidRowTotal _invalidRowTotal = new();
    private readonly WarnOnce _warnings;
    private readonly ProbabilityWatch _probabilities;

    internal PredictionSetTransformer(
        IHostEnvironment environment,
        PredictionSetSettings settings,
        PredictionSetFit fit,
        WarnOnce? warnings = null,
        ProbabilityWatch? probabilities = null)
        : base(environment, ThisStage)
    {
        _settings = settings;
        _fit = fit;
        _warnings = warnings ?? new WarnOnce(Warn);
        _probabilities = probabilities ?? new ProbabilityWatch(DisplayName, ProbabilityWatch.TakeLogarithms, _warnings);
    }

    static StageSignature ILoadableStage<PredictionSetTransformer>.Signature => ThisStage;

    /// <summary>The column of sets that the stage adds.</summary>
    public string OutputColumnName => _settings.Columns.OutputColumnName;

    /// <summary>The column of logits that the stage reads.</summary>
    public string InputColumnName => _settings.Columns.InputColumnName;

    /// <summary>The coverage that the user requested.</summary>
    public double Coverage => _settings.Coverage;

    /// <summary>
    /// The minimum probability with which the set of a new row contains its class, k/(n+1): <see cref="Coverage"/>, rounded up to what the
    /// number of rows allows. With <see cref="ClassConditional"/>, it is the lowest of all classes.
    /// </summary>
    public double PromisedCoverage => _fit.Thresholds.Min(threshold => threshold.PromisedCoverage);

    /// <summary>
    /// The highest score of a class in a set, in the unit of <see cref="Score"/>; +∞, which includes all classes, if there were too few
    /// rows. With <see cref="ClassConditional"/>, it is the highest of all classes.
    /// </summary>
    public double Threshold => _fit.Thresholds.Max(threshold => threshold.Value);

    /// <summary>The threshold; with <see cref="ClassConditional"/>, the threshold of each class, in the order of the logits.</summary>
    public IReadOnlyList<PredictionSetThreshold> Thresholds => _fit.Thresholds.AsReadOnly();

    /// <summary>How much a class disagrees with a row.</summary>
    public PredictionSetScore Score => _settings.Rule.Score;

    /// <summary>Whether the score counts a random part of the class's own probability.</summary>
    public bool Randomized => _settings.Rule.IsRandomized;

    /// <summary>Whether each class has its own threshold.</summary>
    public bool ClassConditional => _settings.IsClassConditional;

    /// <summary>The penalty of <see cref="PredictionSetScore.Raps"/> for each rank beyond <see cref="UnpenalizedRanks"/>.</summary>
    public double RankPenalty => _settings.Rule.RankPenalty;

    /// <summary>The number of the most probable classes without a penalty in <see cref="PredictionSetScore.Raps"/>.</summary>
    public int UnpenalizedRanks => _settings.Rule.UnpenalizedRanks;

    /// <summary>The names of the classes that the user set; null if they come from the logits.</summary>
    public IReadOnlyList<string>? Labels => _settings.Labels?.AsReadOnly();

    /// <summary>The axis of the column's shape that holds the classes; null if the whole vector is one row.</summary>
    public int? ClassAxis => _settings.ClassAxis;

    /// <summary>The number of rows that the fit used.</summary>
    public long RowsUsed => _fit.Thresholds.Sum(threshold => threshold.RowsUsed);

    /// <summary>The number of rows that the fit left out: rows without a softmax or without a label.</summary>
    public long RowsLeftOut => _fit.RowsLeftOut;

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded, over all passes and prediction
    /// engines. With a class axis, each position is a row. A pass also ends with a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    /// <summary>
    /// The number of rows that this transformer has seen since it was created or loaded and that look like probabilities, that
    /// is, are nonnegative and sum to 1, over all passes and prediction engines. If all of the first rows look like
    /// probabilities, a warning explains what to do.
    /// </summary>
    public long ProbabilityRowCount => _probabilities.Count;

    static PredictionSetTransformer ILoadableStage<PredictionSetTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version)
    {
        PredictionSetSettings settings = PredictionSetSettings.Read(reader);
        return new(environment, settings, PredictionSetFit.Read(reader, settings.IsClassConditional));
    }

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column logits = ScoresInput.Find(inputSchema, InputColumnName, DisplayName);
        ClassShape shape = ClassShape.Of(logits, ClassAxis, DisplayName);
        ShapeWatch.Check(logits, ClassAxis, DisplayName, nameof(PredictionSetOptions), _warnings);
        if (shape.ClassCount != _fit.ClassCount)
        {
            throw InputColumn.Mismatch(
                $"{DisplayName}: column '{logits.Name}' has {shape.ClassCount} classes; expected {_fit.ClassCount}, as in the rows of Fit. " +
                "Use the logits of the same model, or fit again.");
        }

        _probabilities.CheckAnnotation(logits);
        var annotations = new DataViewSchema.Annotations.Builder();
        LabelValues.Add(annotations, logits, shape, _settings.Labels);
        KeyDataViewType key = LabelValues.KeyType(shape.ClassCount);
        var output = new DataViewSchema.DetachedColumn(
            OutputColumnName, shape.Axis is null ? new VectorDataViewType(key) : new VectorDataViewType(key, shape.Dimensions), annotations.ToAnnotations());
        var invalidRows = new InvalidRows(DisplayName, logits.Name, InvalidRowHandling.Propagate, Warn, _invalidRowTotal, propagated: "empty");
        ProbabilityWatch.Column probabilities = _probabilities.Watch(logits, shape);
        return ((VectorDataViewType)logits.Type).ItemType == NumberDataViewType.Single
            ? [new SetColumn<float>(logits, output, shape, CreateSets, ScoreKernels.Single, probabilities, invalidRows)]
            : [new SetColumn<double>(logits, output, shape, CreateSets, ScoreKernels.Double, probabilities, invalidRows)];
    }

    // *** Binary format ***
    // the settings, as PredictionSetSettings writes them
    // the fit, as PredictionSetFit writes it
    private protected override void Write(BinaryWriter writer)
    {
        _settings.Write(writer);
        _fit.Write(writer);
    }

    private ConformalSets CreateSets() =>
        new(_settings.Rule, Array.ConvertAll(_fit.Thresholds, threshold => threshold.Value), _fit.ClassCount);
}
