using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Binds a column of labels to its column of scores, for the stages that select labels.</summary>
/// <param name="stage">The name of the stage in messages.</param>
/// <param name="options">The name of the stage's options.</param>
/// <param name="labels">The names of the classes that the user set, or null.</param>
/// <param name="classAxis">The axis of the classes, or null.</param>
/// <param name="minimum">The minimum that the most probable class must reach.</param>
/// <param name="warn">Writes a warning.</param>
/// <param name="warnings">The warnings of the transformer.</param>
/// <param name="total">Counts the rows without a softmax.</param>
/// <param name="probabilities">Notices probabilities in a column of logits; null if the stage accepts both.</param>
internal sealed class LabelBinding(
    string stage,
    string options,
    string[]? labels,
    int? classAxis,
    LabelMinimum minimum,
    Action<string> warn,
    WarnOnce warnings,
    InvalidRowTotal total,
    ProbabilityWatch? probabilities = null)
{
    public string Stage => stage;

    public LabelMinimum Minimum => minimum;

    /// <param name="schema">The schema that the stage is bound to.</param>
    /// <param name="predictions">The predictions of the schema.</param>
    /// <param name="pair">The column of labels, and its column of scores.</param>
    /// <param name="ordinal">The number of columns that the stage adds before this one.</param>
    /// <param name="chosen">The user's choice of what the scores mean.</param>
    public BoundColumn Bind(DataViewSchema schema, PredictionSets predictions, InputOutputColumnPair pair, int ordinal, ScoreMeaning chosen)
    {
        DataViewSchema.Column scores = ScoresInput.Find(schema, pair.InputColumnName, stage);
        ClassShape shape = ClassShape.Of(scores, classAxis, stage);
        ShapeWatch.Check(scores, classAxis, stage, options, warnings);
        if (labels is not null)
        {
            ClassNameList.CheckCount(labels.Length, shape.ClassCount, scores.Name, stage);
        }

        // The top class is the same for logits and probabilities. Only its probability depends on what the scores mean.
        ScoreMeaning meaning = minimum.Probability > 0 ? ScoresInput.MeaningOf(scores, chosen, stage) : chosen;

        // A single class is always the top class. Selecting it is an answer only if its probability is compared with a
        // minimum, and its softmax would always be 1.
        if (minimum.Probability == 0 || meaning == ScoreMeaning.Logits)
        {
            LogitsInput.CheckClassCount(scores, shape, stage);
        }

        probabilities?.CheckAnnotation(scores);
        var annotations = new DataViewSchema.Annotations.Builder();
        LabelValues.Add(annotations, scores, shape, labels);
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
        return ((VectorDataViewType)scores.Type).ItemType == NumberDataViewType.Single
            ? Bind(scores, output, shape, meaning, ScoreKernels.Single)
            : Bind(scores, output, shape, meaning, ScoreKernels.Double);
    }

    /// <summary>The shape of a column of labels.</summary>
    public static SchemaShape.Column Shape(string name, SchemaShape.Column scores, bool hasLabels, bool isTensor)
    {
        SchemaShape.Column keyValues = LabelValues.Shape(scores, hasLabels);
        var annotations = new SchemaShape(isTensor ? [keyValues] : [keyValues, .. ClassAnnotations.PredictionShape()]);
        return SchemaShapes.Column(name, isTensor ? VectorKind.Vector : VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, annotations);
    }

    private BoundColumn Bind<T>(
        DataViewSchema.Column scores, DataViewSchema.DetachedColumn output, ClassShape shape, ScoreMeaning meaning, ScoreKernels<T> kernels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var invalidRows = new InvalidRows(stage, scores.Name, InvalidRowHandling.Propagate, warn, total, propagated: "missing");
        ProbabilityWatch.Column? watch = probabilities?.Watch(scores, shape);
        return shape.Axis is null
            ? new LabelColumn<T>(this, scores, output, shape, meaning, kernels, invalidRows, watch)
            : new LabelTensorColumn<T>(this, scores, output, shape, meaning, kernels, invalidRows, watch);
    }
}
