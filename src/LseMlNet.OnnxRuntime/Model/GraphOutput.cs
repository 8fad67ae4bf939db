namespace LseMlNet.OnnxRuntime;

/// <summary>An output that a column holds, and where in the graph its values come from.</summary>
/// <param name="Name">The name of the output.</param>
/// <param name="Tensor">
/// The tensor with its values: the output itself or, for a sequence of maps from classes to scores,
/// the tensor from which the maps are created.
/// </param>
/// <param name="Maps">The node that creates the maps; null for other outputs.</param>
internal sealed record GraphOutput(string Name, string Tensor, GraphNode? Maps)
{
    private const string ZipMap = "ZipMap";

    // The names of these attributes depend on the operator.
    private const string ClassTexts = "classlabels_strings";
    private static readonly string[] ClassIntegers = ["classlabels_int64s", "classlabels_ints"];

    public static GraphOutput Find(ModelGraph graph, string name) =>
        graph.ProducerOf(name) is { Operator: ZipMap, Inputs: [var scores] } zip && graph.ProducerOf(scores) is not null
            ? new GraphOutput(name, scores, zip)
            : new GraphOutput(name, name, null);

    /// <summary>The classes that a node names, as texts or as integers; null if it names none.</summary>
    public static Array? ClassesOf(GraphNode node)
    {
        if (node.Texts.GetValueOrDefault(ClassTexts) is { } texts)
        {
            return texts;
        }

        return ClassIntegers.Select(attribute => node.Integers.GetValueOrDefault(attribute)).FirstOrDefault(classes => classes is not null);
    }

    /// <summary>
    /// The tensors inside the graph that the columns need. ONNX Runtime returns them if they are declared as outputs of the model.
    /// </summary>
    public static string[] InnerTensors(ModelGraph graph, IEnumerable<OnnxTensorColumn> columns) =>
        [.. columns.Select(column => NameOf(graph, column)).OfType<string>()
            .Select(name => Find(graph, name).Tensor)
            .Where(tensor => !graph.Outputs.Contains(tensor) && graph.ProducerOf(tensor) is not null).Distinct()];

    // A column that matches no output is refused later.
    private static string? NameOf(ModelGraph graph, OnnxTensorColumn column) =>
        column.TensorName ?? (graph.Outputs is [var only] ? only : graph.Outputs.FirstOrDefault(name => name == column.ColumnName));
}
