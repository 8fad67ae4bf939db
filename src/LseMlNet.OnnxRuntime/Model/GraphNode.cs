namespace LseMlNet.OnnxRuntime;

/// <summary>A node of a model's graph.</summary>
/// <param name="Operator">The name of its operator.</param>
/// <param name="Name">Its own name; often empty.</param>
/// <param name="Inputs">The tensors that the node reads; an empty name stands for an optional input that it does not read.</param>
/// <param name="Outputs">The tensors that it computes.</param>
/// <param name="Integers">Its attributes that are lists of integers.</param>
/// <param name="Texts">Its attributes that are lists of texts.</param>
internal sealed record GraphNode(
    string Operator, string Name, string[] Inputs, string[] Outputs,
    IReadOnlyDictionary<string, long[]> Integers, IReadOnlyDictionary<string, string[]> Texts)
{
    // Field numbers of NodeProto and AttributeProto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
    private const int InputField = 1;
    private const int OutputField = 2;
    private const int NameField = 3;
    private const int OperatorField = 4;
    private const int AttributeField = 5;
    private const int AttributeNameField = 1;
    private const int IntegersField = 8;
    private const int TextsField = 9;

    /// <exception cref="InvalidDataException">The bytes are not a protobuf message.</exception>
    public static GraphNode Read(ReadOnlySpan<byte> message)
    {
        List<string> inputs = [], outputs = [];
        Dictionary<string, long[]> integers = [];
        Dictionary<string, string[]> texts = [];
        string name = "", operation = "";
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case InputField:
                    inputs.Add(reader.Text);
                    break;
                case OutputField:
                    outputs.Add(reader.Text);
                    break;
                case NameField:
                    name = reader.Text;
                    break;
                case OperatorField:
                    operation = reader.Text;
                    break;
                case AttributeField:
                    ReadAttribute(reader.Bytes, integers, texts);
                    break;
            }
        }
        return new GraphNode(operation, name, [.. inputs], [.. outputs], integers, texts);
    }

    private static void ReadAttribute(
        ReadOnlySpan<byte> message, Dictionary<string, long[]> integers, Dictionary<string, string[]> texts)
    {
        string name = "";
        List<long> numbers = [];
        List<string> strings = [];
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case AttributeNameField:
                    name = reader.Text;
                    break;
                case IntegersField:
                    reader.AddIntegers(numbers);
                    break;
                case TextsField:
                    strings.Add(reader.Text);
                    break;
            }
        }
        if (numbers.Count > 0)
        {
            integers[name] = [.. numbers];
        }

        if (strings.Count > 0)
        {
            texts[name] = [.. strings];
        }
    }
}
