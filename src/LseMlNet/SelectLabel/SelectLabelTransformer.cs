using System.Numerics;
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

    /// <summary>The meaning of the scores, if the stage needs to know.</summary>
    public ScoreMeaning Scores => _settings.Scores;

    /// <summary>The axis of the column's shape that holds the classes; null if the whole vector is one row.</summary>
    public int? ClassAxis => _settings.ClassAxis;

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded, over all passes and
    /// prediction engines, counted once for each output column that was read. With a class axis, each position is a row. A pass also
    /// ends with a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    static SelectLabelTransformer ILoadableStage<SelectLabelTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, SelectLabelSettings.Read(reader, version));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        var predictions = new PredictionSets(inputSchema);
        return [.. _settings.Columns.Select((pair, ordinal) => Bind(inputSchema, predictions, pair, ordinal))];
    }

    private protected override void Write(BinaryWriter writer) => _settings.Write(writer);

    private BoundColumn Bind(DataViewSchema schema, PredictionSets predictions, InputOutputColumnPair pair, int ordinal)
    {
        DataViewSchema.Column scores = ScoresInput.Find(schema, pair.InputColumnName, DisplayName);
        var type = (VectorDataViewType)scores.Type;
        ClassShape shape = ClassShape.Of(scores, ClassAxis, DisplayName);
        ShapeWatch.Check(scores, ClassAxis, DisplayName, nameof(SelectLabelOptions), _warnings);
        if (_settings.Labels is { } labels)
        {
            ClassNameList.CheckCount(labels.Length, shape.ClassCount, scores.Name, DisplayName);
        }

        // The top class is the same for logits and probabilities. Only its probability depends on what the scores mean.
        ScoreMeaning meaning = MinimumProbability > 0 ? ScoresInput.MeaningOf(scores, Scores, DisplayName) : Scores;

        // A single class is always the top class. Selecting it is an answer only if its probability is compared with a
        // minimum, and its softmax would always be 1.
        if (MinimumProbability == 0 || meaning == ScoreMeaning.Logits)
        {
            LogitsInput.CheckClassCount(scores, shape, DisplayName);
        }

        var annotations = new DataViewSchema.Annotations.Builder();
        LabelValues.Add(annotations, scores, shape, _settings.Labels);
        DataViewType keys = LabelValues.KeyType(shape.ClassCount);
        if (shape.Axis is null)
        {
            ClassAnnotations.AddPrediction(annotations, predictions, scores, AnnotationKinds.PredictedLabel, ordinal);
        }
        else
        {
            keys = new VectorDataViewType((PrimitiveDataViewType)keys, shape.PositionDimensions);
        }

        var output = new DataViewSchema.DetachedColumn(pair.OutputColumnName, keys, annotations.ToAnnotations());
        var invalidRows = new InvalidRows(DisplayName, scores.Name, InvalidRowHandling.Propagate, Warn, _invalidRowTotal, propagated: "missing");

        return type.ItemType == NumberDataViewType.Single
            ? Bind(scores, output, shape, meaning, ScoreKernels.Single, invalidRows)
            : Bind(scores, output, shape, meaning, ScoreKernels.Double, invalidRows);
    }

    private BoundColumn Bind<T>(
        DataViewSchema.Column scores, DataViewSchema.DetachedColumn output, ClassShape shape, ScoreMeaning meaning, ScoreKernels<T> kernels, InvalidRows invalidRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => shape.Axis is null
            ? new LabelColumn<T>(scores, output, shape, meaning, MinimumProbability, kernels, invalidRows)
            : new LabelTensorColumn<T>(scores, output, shape, meaning, MinimumProbability, kernels, invalidRows);
}
