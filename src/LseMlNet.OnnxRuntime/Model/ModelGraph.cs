using System.Text;

namespace LseMlNet.OnnxRuntime;

/// <summary>The part of a model that the stage needs but ONNX Runtime does not expose: the nodes of its graph.</summary>
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
    /// Reads the graph. It is empty if the model is not a protobuf message; ONNX Runtime also has its own format.
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

    /// <summary>
    /// Declares tensors inside a model as outputs. The result is appended to the model: protobuf merges a message that occurs twice, so the
    /// graph gets the outputs and keeps everything else. ONNX Runtime infers their types.
    /// </summary>
    public static byte[] DeclareOutputs(IReadOnlyList<string> tensors)
    {
        if (tensors.Count == 0)
        {
            return [];
        }

        IEnumerable<byte> graph = tensors.SelectMany(tensor => Field(OutputField, Field(ValueNameField, Encoding.UTF8.GetBytes(tensor))));
        return Field(GraphField, [.. graph]);
    }

    /// <summary>The node that computes a tensor; null for an input, a weight or a tensor that does not exist.</summary>
    public GraphNode? ProducerOf(string tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>
    /// The classes that the model predicts, as texts or as integers; null if no node names them, or if several nodes name different ones.
    /// </summary>
    public Array? Classes()
    {
        Array[] named = [.. _nodes.Select(GraphOutput.ClassesOf).OfType<Array>()];
        return named.Length > 0 && named.All(classes => classes.Cast<object>().SequenceEqual(named[0].Cast<object>())) ? named[0] : null;
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var field = new MemoryStream();
        using var writer = new BinaryWriter(field);
        ProtobufFrame.Write(writer, number, content.Length);
        writer.Write(content);
        return field.ToArray();
    }

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
