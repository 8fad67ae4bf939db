using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Base of <see cref="SoftmaxTransformer"/>, <see cref="LogSoftmaxTransformer"/> and <see cref="LogSumExpTransformer"/>: for each
/// pair of columns, computes the output from the row of logits in the input.
/// </summary>
public abstract class LogitsTransformer : RowStageTransformer
{
    private readonly LogitsOperation _operation;
    private readonly InputOutputColumnPair[] _columns;

    private protected LogitsTransformer(
        IHostEnvironment environment, LogitsOperation operation, InputOutputColumnPair[]? columns, double temperature)
        : base(environment, operation.Signature)
    {
        string stage = operation.Signature.DisplayName;
        _operation = operation;
        _columns = ColumnPairs.Checked(columns, stage, nameof(columns));
        if (!(double.IsFinite(temperature) && temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature),
                $"{stage}: temperature is {temperature}; wanted a finite number greater than 0. Use 1 to leave the logits as they are.");
        }
        Temperature = temperature;
    }

    /// <summary>The columns that are added, each with the column of logits that it is computed from.</summary>
    public IReadOnlyList<InputOutputColumnPair> Columns => _columns;

    /// <summary>What the logits are divided by first.</summary>
    public double Temperature { get; }

    internal LogitsOperation Operation => _operation;

    private protected sealed override BoundColumn[] Bind(DataViewSchema inputSchema) =>
        Array.ConvertAll(_columns, pair => Bind(inputSchema, pair));

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // double: temperature
    private protected sealed override void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, _columns);
        writer.Write(Temperature);
    }

    private protected static (InputOutputColumnPair[] Columns, double Temperature) ReadSettings(BinaryReader reader) =>
        (ColumnPairs.Read(reader), reader.ReadDouble());

    private BoundColumn Bind(DataViewSchema schema, InputOutputColumnPair pair)
    {
        DataViewSchema.Column input = LogitsInput.Find(schema, pair.InputColumnName, _operation.Signature.DisplayName);
        return ((VectorDataViewType)input.Type).ItemType == NumberDataViewType.Single
            ? Bind(schema, input, pair.OutputColumnName, new RowKernel<float>(_operation.Single, Numerics.Logits.ApplyTemperature, Temperature))
            : Bind(schema, input, pair.OutputColumnName, new RowKernel<double>(_operation.Double, Numerics.Logits.ApplyTemperature, Temperature));
    }

    private BoundColumn Bind<T>(DataViewSchema schema, DataViewSchema.Column input, string output, RowKernel<T> kernel) =>
        _operation.Result == LogitsResult.Scalar
            ? new PerRowColumn<T>(input, output, _operation.OnnxOperator, kernel)
            : new PerClassColumn<T>(input, output, ClassAnnotations.Of(schema, input, _operation.Result), _operation.OnnxOperator, kernel);
}
