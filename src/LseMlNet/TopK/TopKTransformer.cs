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

    private static readonly StageSignature ThisStage = new(TopKSettings.Stage, LoaderName, "LSETOPKL");

    private readonly TopKSettings _settings;
    private readonly InvalidRowTotal _invalidRowTotal = new();

    internal TopKTransformer(IHostEnvironment environment, TopKSettings settings)
        : base(environment, ThisStage)
    {
        _settings = settings;
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

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded, over all passes and prediction
    /// engines, counted once for each output column that was read. A pass also ends with a warning; a prediction engine does not.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    static TopKTransformer ILoadableStage<TopKTransformer>.Read(IHostEnvironment environment, BinaryReader reader) =>
        new(environment, TopKSettings.Read(reader));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column scores = ScoresInput.Find(inputSchema, InputColumnName, DisplayName);
        var type = (VectorDataViewType)scores.Type;
        if (K > type.Size)
        {
            throw InputColumn.Mismatch(
                $"{DisplayName}: k is {K}, but column '{scores.Name}' has {type.Size} classes; " +
                $"expected a k from 1 to {type.Size}. Ask for fewer labels.");
        }

        if (_settings.Labels is { } labels)
        {
            ClassNameList.CheckCount(labels.Length, type.Size, scores.Name, DisplayName);
        }

        ScoreMeaning meaning = ScoresInput.MeaningOf(scores, Scores, DisplayName);
        if (meaning == ScoreMeaning.Logits)
        {
            LogitsInput.CheckClassCount(scores, DisplayName);
        }

        return type.ItemType == NumberDataViewType.Single
            ? Bind(scores, type, meaning, ScoreKernels.Single)
            : Bind(scores, type, meaning, ScoreKernels.Double);
    }

    private protected override void Write(BinaryWriter writer) => _settings.Write(writer);

    private BoundColumn[] Bind<T>(DataViewSchema.Column scores, VectorDataViewType type, ScoreMeaning meaning, ScoreKernels<T> kernels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        LabelValues.Add(annotations, scores, _settings.Labels);
        var labels = new DataViewSchema.DetachedColumn(
            LabelColumnName, new VectorDataViewType(LabelValues.KeyType(type.Size), K), annotations.ToAnnotations());
        var probabilities = new DataViewSchema.DetachedColumn(ProbabilityColumnName, new VectorDataViewType(type.ItemType, K));
        return
        [
            new TopKColumn<T, uint>(scores, labels, K, meaning, kernels, Count(scores, "missing"), FillLabels),
            new TopKColumn<T, T>(scores, probabilities, K, meaning, kernels, Count(scores, "NaN"), FillProbabilities),
        ];
    }

    private InvalidRows Count(DataViewSchema.Column scores, string propagated) =>
        new(DisplayName, scores.Name, InvalidRowHandling.Propagate, Warn, _invalidRowTotal, propagated);

    // An index of −1 means that there is no label, and the missing key is 0.
    private static void FillLabels<T>(ScoreReader<T> reader, ReadOnlySpan<T> scores, ReadOnlySpan<int> indices, Span<uint> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++)
        {
            labels[i] = (uint)(indices[i] + 1);
        }
    }

    private static void FillProbabilities<T>(ScoreReader<T> reader, ReadOnlySpan<T> scores, ReadOnlySpan<int> indices, Span<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> all = indices[0] < 0 ? default : reader.Probabilities(scores);
        for (int i = 0; i < indices.Length; i++)
        {
            probabilities[i] = indices[i] < 0 ? T.NaN : all[indices[i]];
        }
    }
}
