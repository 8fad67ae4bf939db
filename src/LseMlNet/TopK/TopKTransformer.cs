using System.Numerics;
using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(TopKTransformer), typeof(StageLoader<TopKTransformer>), null,
    typeof(SignatureLoadModel), "TopK", TopKTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<TopKTransformer>), null,
    typeof(SignatureLoadDataTransform), "TopK", TopKTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<TopKTransformer>), null,
    typeof(SignatureLoadRowMapper), "TopK", TopKTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Adds the labels and probabilities of the k most probable classes. <see cref="TopKEstimator"/> creates it, or ML.NET loads it from a
/// saved pipeline.
/// </summary>
public sealed class TopKTransformer : RowStageTransformer, ILoadableStage<TopKTransformer>
{
    internal const string LoaderName = "LseMlNet.TopK";

    private static readonly StageSignature ThisStage = new(TopKSettings.Stage, LoaderName, "LSETOPKL") { Version = TopKSettings.Version };

    private readonly TopKSettings _settings;
    private readonly InvalidRowTotal _invalidRowTotal = new();
    private readonly WarnOnce _warnings;

    internal TopKTransformer(IHostEnvironment environment, TopKSettings settings)
        : base(environment, ThisStage)
    {
        _settings = settings;
        _warnings = new WarnOnce(Warn);
    }

    static StageSignature ILoadableStage<TopKTransformer>.Signature => ThisStage;

    /// <summary>The column of labels that the stage adds.</summary>
    public string LabelColumnName => _settings.LabelColumn;

    /// <summary>The column of probabilities that the stage adds.</summary>
    public string ProbabilityColumnName => _settings.ProbabilityColumn;

    /// <summary>The column of scores that the stage reads.</summary>
    public string InputColumnName => _settings.InputColumn;

    /// <summary>The number of labels for each row.</summary>
    public int K => _settings.K;

    /// <summary>The names of the classes that the user set; null if they come from the scores.</summary>
    public IReadOnlyList<string>? Labels => _settings.Labels?.AsReadOnly();

    /// <summary>What the scores are.</summary>
    public ScoreMeaning Scores => _settings.Scores;

    /// <summary>The axis of the column's shape that holds the classes; null if the whole vector is one row.</summary>
    public int? ClassAxis => _settings.ClassAxis;

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded. Rows are counted over all passes
    /// and prediction engines, once for each output column that was read. With a class axis, each position is a row. A pass also ends with
    /// a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    static TopKTransformer ILoadableStage<TopKTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, TopKSettings.Read(reader, version));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column scores = ScoresInput.Find(inputSchema, InputColumnName, DisplayName);
        var type = (VectorDataViewType)scores.Type;
        ClassShape shape = ClassShape.Of(scores, ClassAxis, DisplayName);
        ShapeWatch.Check(scores, ClassAxis, DisplayName, nameof(TopKOptions), _warnings);
        if (K > shape.ClassCount)
        {
            throw InputColumn.Mismatch(
                $"{DisplayName}: k is {K}, but column '{scores.Name}' has {shape.ClassCount} classes; " +
                $"expected a k from 1 to {shape.ClassCount}. Ask for fewer labels.");
        }

        if (_settings.Labels is { } labels)
        {
            ClassNameList.CheckCount(labels.Length, shape.ClassCount, scores.Name, DisplayName);
        }

        ScoreMeaning meaning = ScoresInput.MeaningOf(scores, Scores, DisplayName);
        if (meaning == ScoreMeaning.Logits)
        {
            LogitsInput.CheckClassCount(scores, shape, DisplayName);
        }

        return type.ItemType == NumberDataViewType.Single
            ? Bind(scores, shape, meaning, ScoreKernels.Single)
            : Bind(scores, shape, meaning, ScoreKernels.Double);
    }

    private protected override void Write(BinaryWriter writer) => _settings.Write(writer);

    private BoundColumn[] Bind<T>(DataViewSchema.Column scores, ClassShape shape, ScoreMeaning meaning, ScoreKernels<T> kernels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        LabelValues.Add(annotations, scores, shape, _settings.Labels);
        int[] dimensions = shape.Axis is { } axis ? [.. shape.Dimensions.SetItem(axis, K)] : [K];
        var labels = new DataViewSchema.DetachedColumn(
            LabelColumnName, new VectorDataViewType(LabelValues.KeyType(shape.ClassCount), dimensions), annotations.ToAnnotations());
        var item = (PrimitiveDataViewType)((VectorDataViewType)scores.Type).ItemType;
        var probabilities = new DataViewSchema.DetachedColumn(ProbabilityColumnName, new VectorDataViewType(item, dimensions));
        return
        [
            new TopKColumn<T, uint>(
                scores, labels, shape, K, meaning, kernels, Count(scores, "missing"), TopKOutput<T, uint>.Labels),
            new TopKColumn<T, T>(
                scores, probabilities, shape, K, meaning, kernels, Count(scores, "NaN"), TopKOutput<T, T>.Probabilities),
        ];
    }

    private InvalidRows Count(DataViewSchema.Column scores, string propagated) =>
        new(DisplayName, scores.Name, InvalidRowHandling.Propagate, Warn, _invalidRowTotal, propagated);
}
