using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(TemperatureScalingTransformer), typeof(StageLoader<TemperatureScalingTransformer>), null,
    typeof(SignatureLoadModel), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<TemperatureScalingTransformer>), null,
    typeof(SignatureLoadDataTransform), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<TemperatureScalingTransformer>), null,
    typeof(SignatureLoadRowMapper), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Divides logits by a temperature. <see cref="TemperatureScalingEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class TemperatureScalingTransformer : RowStageTransformer, ILoadableStage<TemperatureScalingTransformer>
{
    internal const string LoaderName = "LseMlNet.Temperature";

    internal static readonly StageSignature Signature = new("TemperatureScaling", LoaderName, "LSETEMPR");

    private readonly InputOutputColumnPair _columns;
    private readonly TemperatureFit _fit;
    private readonly ProbabilityWatch _probabilities;

    internal TemperatureScalingTransformer(
        IHostEnvironment environment, InputOutputColumnPair columns, TemperatureFit fit, ProbabilityWatch? probabilities = null)
        : base(environment, Signature)
    {
        _columns = columns;
        _fit = fit;
        _probabilities = probabilities ?? new ProbabilityWatch(DisplayName, ProbabilityWatch.TakeLogarithms, new WarnOnce(Warn));
    }

    /// <summary>The column of calibrated logits that the stage adds.</summary>
    public string OutputColumnName => _columns.OutputColumnName;

    /// <summary>The column of logits that the stage reads.</summary>
    public string InputColumnName => _columns.InputColumnName;

    /// <summary>The number that the logits are divided by.</summary>
    public double Temperature => _fit.Temperature;

    /// <summary>The mean of −log p<sub>label</sub> over the rows used, in nats, for the logits before the division.</summary>
    public double NegativeLogLikelihoodBefore => _fit.LossBefore;

    /// <summary>
    /// The mean of −log p<sub>label</sub> over the rows used, in nats, for the logits divided by <see cref="Temperature"/>.
    /// </summary>
    public double NegativeLogLikelihoodAfter => _fit.LossAfter;

    /// <summary>The number of rows that the fit used.</summary>
    public long RowsUsed => _fit.RowsUsed;

    /// <summary>
    /// The number of rows that the fit left out: rows without a softmax, without a label, or whose label is a class excluded by a logit of
    /// −∞.
    /// </summary>
    public long RowsLeftOut => _fit.RowsLeftOut;

    /// <summary>
    /// The number of rows that look like probabilities, nonnegative with a sum of 1, that this transformer has seen since it was created or
    /// loaded, over all passes and prediction engines. If all of the first rows do, a warning says what to do.
    /// </summary>
    public long ProbabilityRowCount => _probabilities.Count;

    static StageSignature ILoadableStage<TemperatureScalingTransformer>.Signature => Signature;

    static TemperatureScalingTransformer ILoadableStage<TemperatureScalingTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, ColumnPairs.Read(reader)[0], TemperatureFit.Read(reader));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = LogitsInput.Find(inputSchema, InputColumnName, DisplayName);
        _probabilities.CheckAnnotation(input);
        // The division does not depend on the axis of the classes.
        ClassShape shape = ClassShape.Of(input, classAxis: null, DisplayName);
        return ((VectorDataViewType)input.Type).ItemType == NumberDataViewType.Single
            ? [new TemperedColumn<float>(input, OutputColumnName, Temperature, Numerics.Logits.ApplyTemperature, _probabilities.Watch(input, shape))]
            : [new TemperedColumn<double>(input, OutputColumnName, Temperature, Numerics.Logits.ApplyTemperature, _probabilities.Watch(input, shape))];
    }

    // *** Binary format ***
    // one column pair, as ColumnPairs writes it
    // the fit, as TemperatureFit writes it
    private protected override void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, [_columns]);
        _fit.Write(writer);
    }
}
