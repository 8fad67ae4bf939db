using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Selects a label in ONNX.</summary>
internal static class OnnxLabel
{
    /// <summary>Adds the nodes that compute a key for each row.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="type">The type of a row of scores.</param>
    /// <param name="source">The scores, with one axis besides the batch axis.</param>
    /// <param name="result">The keys.</param>
    /// <param name="meaning">The meaning of the scores.</param>
    /// <param name="minimum">What the most probable class must reach.</param>
    public static void Export<T>(
        OnnxGraph graph, VectorDataViewType type, string source, string result, ScoreMeaning meaning, LabelMinimum minimum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string key = graph.Compute("Add", [graph.Compute("ArgMax", [source], axis: 1), graph.Constant([1], "One")]);

        // The compared value is NaN for a row without a label, and no comparison with NaN is true.
        string compared = graph.ZeroOrNaN(type, source);
        double limit = -1;
        if (minimum.Probability > 0)
        {
            string probabilities = meaning == ScoreMeaning.Probabilities ? source : graph.Compute("Softmax", [source], axis: 1);
            compared = graph.Compute("Add", [graph.Compute("ReduceMax", [probabilities], axes: [1]), compared]);
            // ONNX has no "greater or equal" before opset 12. "Greater than the next smaller number" means the same.
            limit = double.CreateTruncating(T.BitDecrement(T.CreateTruncating(minimum.Probability)));
        }
        else if (minimum.LogOdds is { } logOdds)
        {
            // This is computed in double, as in the stage.
            type = new VectorDataViewType(NumberDataViewType.Double, type.Size);
            compared = graph.Compute("Add", [LogOdds(graph, type.Size, source), graph.Compute("Cast", [compared], to: typeof(double))]);
            limit = double.BitDecrement(logOdds);
        }

        string isKnown = graph.Compute("Cast", [graph.Compute("Greater", [compared, graph.Constant(limit, type, "Limit")])], to: typeof(long));
        graph.Node("Cast", [graph.Compute("Mul", [key, isKnown])], result, to: typeof(uint));
    }

    // −LSE of the differences between the other logits and the largest.
    private static string LogOdds(OnnxGraph graph, int classCount, string source)
    {
        string sorted = OnnxTopK.Sorted(graph, graph.Compute("Cast", [source], to: typeof(double)), classCount);
        string top = graph.Compute("Gather", [sorted, graph.Constant1D([0], "First")], axis: 1);
        string others = graph.Compute("Gather", [sorted, graph.Constant1D([.. Enumerable.Range(1, classCount - 1)], "Others")], axis: 1);
        return graph.Compute("Neg", [graph.Compute("ReduceLogSumExp", [graph.Compute("Sub", [others, top])], axes: [1])]);
    }
}
