using LseMlNet.Interop;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Adds the nodes of an operation on rows: [rows, classes] in, [rows, classes] or [rows, 1] out.</summary>
internal delegate void OnnxRowNodes(string rows, VectorDataViewType type, string result);

/// <summary>
/// Operations along a class axis in ONNX. Up to opset 12, Softmax treats all axes from a given one on as one row, so the classes have to be
/// last. ArgMax and the reductions are arranged in the same way, so that each operation is written only once.
/// </summary>
internal static class OnnxAxis
{
    /// <summary>Adds the nodes that compute <paramref name="result"/> with an operation on rows.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="type">The type of the column of logits.</param>
    /// <param name="shape">Where its classes are.</param>
    /// <param name="source">The logits.</param>
    /// <param name="result">The result.</param>
    /// <param name="operation">Adds the nodes of the operation.</param>
    /// <param name="keepsClasses">Whether the operation has a result for each class, or one for each row.</param>
    public static void Export(
        OnnxGraph graph, VectorDataViewType type, ClassShape shape, string source, string result, OnnxRowNodes operation, bool keepsClasses)
    {
        if (shape.Axis is null)
        {
            operation(source, type, result);
            return;
        }

        string rows = Rows(graph, shape, source);
        string results = graph.Intermediate("Rows");
        operation(rows, new VectorDataViewType((PrimitiveDataViewType)type.ItemType, shape.ClassCount), results);
        Restore(
            graph, shape, results, result, keepsClasses ? shape.ClassCount : 1, keepsClasses ? shape.Dimensions : shape.PositionDimensions);
    }

    /// <summary>Arranges a tensor as [rows, classes].</summary>
    public static string Rows(OnnxGraph graph, ClassShape shape, string source)
    {
        // [batch, outer, classes, inner] becomes [batch, outer, inner, classes] first.
        if (shape.InnerLength > 1)
        {
            string split = graph.Reshape(source, [-1, shape.OuterLength, shape.ClassCount, shape.InnerLength]);
            source = graph.Compute("Transpose", [split], perm: [0, 1, 3, 2]);
        }

        return graph.Reshape(source, [-1, shape.ClassCount]);
    }

    /// <summary>Puts the results of each row back in the place of the classes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="shape">Where the classes were.</param>
    /// <param name="rows">The results of the rows.</param>
    /// <param name="result">The variable to compute.</param>
    /// <param name="perRow">The number of results of each row.</param>
    /// <param name="dimensions">The dimensions of the column.</param>
    public static void Restore(OnnxGraph graph, ClassShape shape, string rows, string result, int perRow, IEnumerable<int> dimensions)
    {
        if (shape.InnerLength > 1 && perRow > 1)
        {
            string split = graph.Reshape(rows, [-1, shape.OuterLength, shape.InnerLength, perRow]);
            rows = graph.Compute("Transpose", [split], perm: [0, 1, 3, 2]);
        }

        graph.Node("Reshape", [rows, graph.Constant1D([-1, .. dimensions.Select(size => (long)size)], "Shape")], result);
    }
}
