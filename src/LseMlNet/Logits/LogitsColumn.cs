using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>An output column that a <see cref="RowKernel{T}"/> computes from a column of logits.</summary>
internal abstract class LogitsColumn<T>(DataViewSchema.Column input, LogitsTransformer stage, RowKernel<T> kernel) : BoundColumn(input)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected RowKernel<T> Kernel { get; } = kernel;

    protected LogitsOperation Operation { get; } = stage.Operation;

    protected VectorDataViewType LogitsType { get; } = (VectorDataViewType)input.Type;

    protected ProbabilityWatch.Column Probabilities { get; } = stage.WatchForProbabilities(input, kernel.Shape);

    protected InvalidRows InvalidRows { get; } = stage.CountInvalidRows(input.Name);

    public sealed override string? WhyNotOnnx =>
        !LogitsType.IsKnownSize
            ? UnknownSize
        : stage.InvalidRows != InvalidRowHandling.Propagate
            ? $"InvalidRows is {stage.InvalidRows}, which ONNX cannot express. Use {nameof(InvalidRowHandling.Propagate)}."
        : null;

    public sealed override void Export(OnnxGraph graph, string source, string result)
    {
        if (Kernel.Temperature != 1)
        {
            source = ExportTemperature(graph, source);
        }

        ExportRow(graph, Operation.Onnx, source, result);
    }

    private string ExportTemperature(OnnxGraph graph, string logits)
    {
        string quotient = graph.Intermediate("TemperedLogits");
        OnnxTemperature.Divide<T>(graph, logits, Kernel.Temperature, quotient);
        return quotient;
    }

    /// <summary>Adds the nodes of the operation itself.</summary>
    protected abstract void ExportRow(OnnxGraph graph, OnnxNodes operation, string source, string result);

    protected RowLength Length(DataViewRow row) => new(Operation.Signature.DisplayName, Input, row);

    protected ValueGetter<VBuffer<T>> InputGetter(DataViewRow row) => row.GetGetter<VBuffer<T>>(row.Schema[Input.Index]);
}
