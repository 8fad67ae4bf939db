namespace LseMlNet.OnnxRuntime;

/// <summary>What the stage has to know about a model and ONNX Runtime does not tell: the nodes of its graph.</summary>
internal sealed class ModelGraph
{
    // Field numbers of ModelProto, GraphProto and ValueInfoProto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
    private const int GraphField = 7;
    private const int NodeField = 1;
    private const int OutputField = 12;
    private const int ValueNameField = 1;

    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, GraphNode> _producers = [];
    private readonly List<string> _outputs = [];

    private ModelGraph()
    {
    }

    /// <summary>The nodes, without those of subgraphs.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The names of the model's outputs.</summary>
    public IReadOnlyList<string> Outputs => _outputs;

    /// <summary>
    /// Reads the graph. It is empty if the model is not a protobuf message; ONNX Runtime also has a format of its own.
    /// </summary>
    public static ModelGraph Read(ReadOnlySpan<byte> model)
    {
        var graph = new ModelGraph();
        try
        {
            graph.ReadModel(model);
            return graph;
        }
        catch (InvalidDataException)
        {
            return new ModelGraph();
        }
    }

    /// <summary>The node that computes a tensor; null for an input, a weight or a tensor that does not exist.</summary>
    public GraphNode? ProducerOf(string tensor) => _producers.GetValueOrDefault(tensor);

    private void ReadModel(ReadOnlySpan<byte> model)
    {
        var reader = new ProtobufReader(model);
        while (reader.Next())
        {
            if (reader.Field == GraphField)
            {
                ReadGraph(reader.Bytes);
            }
        }
    }

    private void ReadGraph(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == NodeField)
            {
                var node = GraphNode.Read(reader.Bytes);
                _nodes.Add(node);
                foreach (string output in node.Outputs)
                {
                    _producers[output] = node;
                }
            }
            else if (reader.Field == OutputField)
            {
                _outputs.Add(NameOf(reader.Bytes));
            }
        }
    }

    private static string NameOf(ReadOnlySpan<byte> value)
    {
        string name = "";
        var reader = new ProtobufReader(value);
        while (reader.Next())
        {
            if (reader.Field == ValueNameField)
            {
                name = reader.Text;
            }
        }
        return name;
    }
}
