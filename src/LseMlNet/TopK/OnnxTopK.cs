using LseMlNet.Interop;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Finds the k most probable classes in ONNX, where equal scores are also ordered by index.</summary>
internal static class OnnxTopK
{
    // From this opset on, k is an input of the operator, not an attribute.
    private const int OpsetOfInput = 10;

    /// <summary>Adds the nodes that compute k keys for each row of scores.</summary>
    public static void Labels(OnnxGraph graph, VectorDataViewType type, string rows, string result, int k)
    {
        string keys = graph.Compute("Add", [TopK(graph, rows, k).Indices, graph.Constant([1], "One")]);
        // 0, the missing key, for a row without a softmax: no comparison with NaN is true.
        string isKnown = graph.Compute("Greater", [graph.ZeroOrNaN(type, rows), graph.Constant(-1, type, "Limit")]);
        graph.Node("Cast", [graph.Compute("Mul", [keys, graph.Compute("Cast", [isKnown], to: typeof(long))])], result, to: typeof(uint));
    }

    /// <summary>Adds the nodes that compute k probabilities for each row of scores.</summary>
    public static void Probabilities(OnnxGraph graph, VectorDataViewType type, string rows, string result, int k, ScoreMeaning meaning)
    {
        string probabilities = meaning == ScoreMeaning.Probabilities ? rows : graph.Compute("Softmax", [rows], axis: 1);
        graph.Node("Add", [TopK(graph, probabilities, k).Values, graph.ZeroOrNaN(type, rows)], result);
    }

    /// <summary>Sorts each row, largest first.</summary>
    public static string Sorted(OnnxGraph graph, string rows, int length) => TopK(graph, rows, length).Values;

    private static (string Values, string Indices) TopK(OnnxGraph graph, string rows, int k)
    {
        string values = graph.Intermediate("TopValues"), indices = graph.Intermediate("TopIndices");
        if (graph.IsAtLeastOpset(OpsetOfInput))
        {
            graph.Node("TopK", [rows, graph.Constant1D([k], "K")], [values, indices], axis: 1);
        }
        else
        {
            graph.Node("TopK", [rows], [values, indices], axis: 1, k: k);
        }

        return (values, indices);
    }
}
