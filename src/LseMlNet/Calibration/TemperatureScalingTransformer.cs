using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>Divides logits by a temperature. Made by <see cref="TemperatureScalingEstimator"/>, or loaded with a saved pipeline.</summary>
public sealed class TemperatureScalingTransformer : RowStageTransformer, ILoadableStage<TemperatureScalingTransformer>
{
    internal const string LoaderName = "LseMlNet.Temperature";

    internal static readonly StageSignature Signature = new("TemperatureScaling", LoaderName, "LSETEMPR");

    private readonly InputOutputColumnPair _columns;
    private readonly TemperatureFit _fit;

    internal TemperatureScalingTransformer(IHostEnvironment environment, InputOutputColumnPair columns, TemperatureFit fit)
        : base(environment, Signature)
    {
        _columns = columns;
        _fit = fit;
    }

    /// <summary>The column that is added.</summary>
    public string OutputColumnName => _columns.OutputColumnName;

    /// <summary>The column of logits.</summary>
    public string InputColumnName => _columns.InputColumnName;

    /// <summary>What the logits are divided by.</summary>
    public double Temperature => _fit.Temperature;

    /// <summary>The mean of −log p<sub>label</sub> over the rows used, in nats, as the logits were.</summary>
    public double NegativeLogLikelihoodBefore => _fit.LossBefore;

    /// <summary>The same with the logits divided by <see cref="Temperature"/>.</summary>
    public double NegativeLogLikelihoodAfter => _fit.LossAfter;

    /// <summary>The rows that the temperature was found from.</summary>
    public long RowsUsed => _fit.RowsUsed;

    /// <summary>The rows that were left out: without a softmax, without a label, or with a label whose class a logit of −∞ excludes.</summary>
    public long RowsLeftOut => _fit.RowsLeftOut;

    static StageSignature ILoadableStage<TemperatureScalingTransformer>.Signature => Signature;

    static TemperatureScalingTransformer ILoadableStage<TemperatureScalingTransformer>.Read(IHostEnvironment environment, BinaryReader reader) =>
        new(environment, ColumnPairs.Read(reader)[0], TemperatureFit.Read(reader));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = LogitsInput.Find(inputSchema, InputColumnName, DisplayName);
        return ((VectorDataViewType)input.Type).ItemType == NumberDataViewType.Single
            ? [new TemperedColumn<float>(input, OutputColumnName, Temperature, Numerics.Logits.ApplyTemperature)]
            : [new TemperedColumn<double>(input, OutputColumnName, Temperature, Numerics.Logits.ApplyTemperature)];
    }

    // *** Binary format ***
    // columns, as ColumnPairs writes them: one pair
    // the fit, as TemperatureFit writes it
    private protected override void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, [_columns]);
        _fit.Write(writer);
    }
}
