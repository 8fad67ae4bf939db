using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace LseMlNet.Interop;

/// <summary>The ONNX graph that ConvertToOnnx is writing.</summary>
internal sealed class OnnxGraph(OnnxContext context, string stage)
{
    /// <summary>Adds the nodes of one column; a column whose input is not part of the graph is left out with it, as in-box stages do.</summary>
    /// <exception cref="NotSupportedException">ONNX cannot say what the column computes.</exception>
    public void Add(BoundColumn column)
    {
        if (!context.ContainsColumn(column.Input.Name))
        {
            context.RemoveColumn(column.Input.Name, removeVariable: false);
            return;
        }

        if (column.WhyNotOnnx is { } reason)
            throw new NotSupportedException($"{stage}: column '{column.Output.Name}' cannot be written as ONNX: {reason}");

        // The source is looked up first: an output that overwrites its input takes over the column's name.
        string source = context.GetVariableName(column.Input.Name);
        string result = context.AddIntermediateVariable(column.Output.Type, column.Output.Name);
        column.Export(this, source, result);
    }

    /// <summary>A new variable between two nodes, of the given type.</summary>
    public string Intermediate(DataViewType type, string name) => context.AddIntermediateVariable(type, name, skip: true);

    /// <summary>A constant of the element type of <paramref name="type"/>.</summary>
    public string Constant(double value, DataViewType type, string name) =>
        type.RawType == typeof(VBuffer<float>) ? context.AddInitializer((float)value, name) : context.AddInitializer(value, name);

    /// <summary>Adds a node of ONNX's default domain; <paramref name="axis"/> and <paramref name="axes"/> become attributes of these names.</summary>
    public void Node(string operation, string[] inputs, string output, long? axis = null, long[]? axes = null)
    {
        // The domain is named as empty: without it the exporter takes ML.NET's own, ai.onnx.ml.
        OnnxNode node = context.CreateNode(operation, inputs, [output], context.GetNodeName(operation), domain: "");
        if (axis is { } one)
            node.AddAttribute("axis", one);
        if (axes is not null)
            node.AddAttribute("axes", axes);
    }
}
