using System.Numerics;
using LseMlNet.Interop;

namespace LseMlNet;

/// <summary>What one of the two outputs of TopK holds.</summary>
/// <param name="NeedsProbabilities">Whether the value depends on the probabilities.</param>
/// <param name="Value">
/// Computes the value for a class from the probabilities, the index of the class's probability, and the index of the class, which is −1
/// if the row has no order.
/// </param>
/// <param name="Export">Adds the nodes that compute the output from rows of scores.</param>
internal sealed record TopKOutput<T, TValue>(bool NeedsProbabilities, TopKValue<T, TValue> Value, TopKNodes Export)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Keys. In memory they count from 1, and 0 is the missing key.</summary>
    public static TopKOutput<T, uint> Labels { get; } = new(
        false, (_, _, index) => (uint)(index + 1), (graph, type, rows, result, k, _) => OnnxTopK.Labels(graph, type, rows, result, k));

    public static TopKOutput<T, T> Probabilities { get; } = new(
        true, (probabilities, at, index) => index < 0 ? T.NaN : probabilities[at], OnnxTopK.Probabilities);
}

internal delegate TValue TopKValue<T, TValue>(ReadOnlySpan<T> probabilities, int at, int index);

/// <summary>Adds the nodes that compute an output from rows of scores.</summary>
internal delegate void TopKNodes(
    OnnxGraph graph, Microsoft.ML.Data.VectorDataViewType type, string rows, string result, int k, ScoreMeaning meaning);
