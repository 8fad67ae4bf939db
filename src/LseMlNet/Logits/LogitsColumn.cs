using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>An output column that a <see cref="RowKernel{T}"/> computes from a column of logits.</summary>
internal abstract class LogitsColumn<T>(DataViewSchema.Column input, string onnxOperator, RowKernel<T> kernel) : BoundColumn(input)
{
    protected RowKernel<T> Kernel { get; } = kernel;

    public sealed override bool CanExport => ((VectorDataViewType)Input.Type).IsKnownSize;

    public sealed override void Export(OnnxGraph graph, string source, string result)
    {
        if (Kernel.Temperature != 1)
        {
            string logits = source;
            source = graph.Intermediate(Input.Type, "TemperedLogits");
            graph.Node("Div", [logits, graph.Constant(Kernel.Temperature, Input.Type, "Temperature")], source);
        }
        ExportRow(graph, onnxOperator, source, result);
    }

    /// <summary>Adds the operator itself.</summary>
    protected abstract void ExportRow(OnnxGraph graph, string operation, string source, string result);

    protected ValueGetter<VBuffer<T>> InputGetter(DataViewRow row) => row.GetGetter<VBuffer<T>>(row.Schema[Input.Index]);
}
