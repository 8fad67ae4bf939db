using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// The base class of <see cref="SoftmaxTransformer"/>, <see cref="LogSoftmaxTransformer"/>, <see cref="LogSumExpTransformer"/>,
/// <see cref="EntropyTransformer"/>, <see cref="MarginTransformer"/>, <see cref="SigmoidTransformer"/> and
/// <see cref="LogSigmoidTransformer"/>: for each pair of columns, it computes the output from the logits in the input.
/// </summary>
public abstract class LogitsTransformer : RowStageTransformer
{
    private readonly LogitsSettings _settings;
    private readonly InvalidRowTotal _invalidRowTotal = new();
    private readonly WarnOnce _warnings;
    private readonly ProbabilityWatch _probabilities;

    private protected LogitsTransformer(
        IHostEnvironment environment, LogitsOperation operation, LogitsSettings settings)
        : base(environment, operation.Signature)
    {
        Operation = operation;
        _warnings = new WarnOnce(Warn);
        _probabilities = new ProbabilityWatch(DisplayName, operation.AdviceForProbabilities, _warnings);
        _settings = settings.Checked(operation.Signature.DisplayName);
        if (operation.IsElementwise && ClassAxis is { } axis)
        {
            // The options have no axis, so it comes from a file.
            throw new InvalidDataException($"its class axis is {axis}; expected none, because each logit has a result of its own.");
        }
    }

    /// <summary>The columns that the stage adds, each with its column of logits.</summary>
    public IReadOnlyList<InputOutputColumnPair> Columns => _settings.Columns.AsReadOnly();

    /// <summary>The temperature T: the result is that of the logits divided by T.</summary>
    public double Temperature => _settings.Temperature;

    /// <summary>The axis of the column's shape that holds the classes; null if the whole vector is one row.</summary>
    public int? ClassAxis => _settings.ClassAxis;

    /// <summary>What the stage returns for a row that has no softmax.</summary>
    public InvalidRowHandling InvalidRows => _settings.InvalidRows;

    /// <summary>
    /// The number of rows without a softmax that this transformer has seen since it was created or loaded. Rows are counted over all passes
    /// and prediction engines, once for each output column that was read. With a class axis, each position is a row. A pass also ends with
    /// a warning; a prediction engine logs none.
    /// </summary>
    public long InvalidRowCount => _invalidRowTotal.Count;

    /// <summary>
    /// The number of rows that this transformer has seen since it was created or loaded and that look like probabilities, that is, are
    /// nonnegative and sum to 1. Rows are counted over all passes and prediction engines, once for each output column that was read. If all
    /// of the first rows look like probabilities, a warning explains what to do.
    /// </summary>
    public long ProbabilityRowCount => _probabilities.Count;

    internal LogitsOperation Operation { get; }

    internal InvalidRows CountInvalidRows(string column) => new(
        DisplayName, column, InvalidRows, Warn, _invalidRowTotal, defect: Operation.Defect);

    internal ProbabilityWatch.Column WatchForProbabilities(DataViewSchema.Column column, ClassShape shape) =>
        _probabilities.Watch(column, shape);

    private protected sealed override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        var predictions = new PredictionSets(inputSchema);
        return [.. _settings.Columns.Select((pair, ordinal) => Bind(inputSchema, predictions, pair, ordinal))];
    }

    private protected sealed override void Write(BinaryWriter writer) => _settings.Write(writer);

    private BoundColumn Bind(DataViewSchema schema, PredictionSets predictions, InputOutputColumnPair pair, int ordinal)
    {
        DataViewSchema.Column input = LogitsInput.Find(schema, pair.InputColumnName, DisplayName);
        ClassShape shape = ClassShape.Of(input, ClassAxis, DisplayName);
        if (!Operation.IsElementwise)
        {
            LogitsInput.CheckClassCount(input, shape, DisplayName);
            ShapeWatch.Check(input, ClassAxis, DisplayName, $"{DisplayName}Options", _warnings);
        }

        _probabilities.CheckAnnotation(input);
        return ((VectorDataViewType)input.Type).ItemType == NumberDataViewType.Single
            ? Bind(predictions, input, pair.OutputColumnName, ordinal, new RowKernel<float>(Operation.Single, shape, Temperature))
            : Bind(predictions, input, pair.OutputColumnName, ordinal, new RowKernel<double>(Operation.Double, shape, Temperature));
    }

    private BoundColumn Bind<T>(PredictionSets predictions, DataViewSchema.Column input, string output, int ordinal, RowKernel<T> kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Operation.Result != LogitsResult.Scalar)
        {
            return new PerClassColumn<T>(
                input, output, ClassAnnotations.Of(predictions, input, Operation.ResultAlong(ClassAxis), ordinal), this, kernel);
        }

        return kernel.Shape.Axis is null
            ? new PerRowColumn<T>(input, output, this, kernel)
            : new PerPositionColumn<T>(input, output, this, kernel);
    }
}
