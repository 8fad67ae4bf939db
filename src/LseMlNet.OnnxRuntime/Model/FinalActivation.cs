namespace LseMlNet.OnnxRuntime;

/// <summary>The function at the end of a model that turns logits into probabilities.</summary>
/// <param name="Operator">Softmax or Sigmoid.</param>
/// <param name="Logits">The tensor inside the model that the function reads.</param>
internal sealed record FinalActivation(string Operator, string Logits)
{
    private const string Softmax = "Softmax";
    private const string Sigmoid = "Sigmoid";

    // The operators that return the values of their first input, possibly in another shape or type.
    private static readonly string[] Transparent = ["Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout",
        "Transpose"];

    /// <summary>Finds the function that computes a tensor; null if it is neither of these, or not known.</summary>
    public static FinalActivation? Find(ModelGraph graph, string tensor)
    {
        GraphNode? node = graph.ProducerOf(tensor);
        while (node is not null && Transparent.Contains(node.Operator))
        {
            node = graph.ProducerOf(node.Inputs[0]);
        }

        return node is { Operator: Softmax or Sigmoid } ? new FinalActivation(node.Operator, node.Inputs[0]) : null;
    }
}
