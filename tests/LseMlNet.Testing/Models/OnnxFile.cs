using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace LseMlNet.Testing;

/// <summary>Writes small ONNX models, with opset 12 unless the caller sets another, so that each test shows its model.</summary>
/// <remarks>Field numbers are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.</remarks>
[SuppressMessage("Naming", "CA1720", Justification = "The types are named as in onnx.proto.")]
public static class OnnxFile
{
    public const int Float32 = 1;
    public const int Unsigned8 = 2;
    public const int Integer8 = 3;
    public const int Unsigned16 = 4;
    public const int Integer16 = 5;
    public const int Integer32 = 6;
    public const int Integer64 = 7;
    public const int Text = 8;
    public const int Flag = 9;
    public const int Float16 = 10;
    public const int Float64 = 11;
    public const int Unsigned32 = 12;
    public const int Unsigned64 = 13;
    public const int BFloat16 = 16;

    // The domain of the operators that converters of classical models write.
    private const string MachineLearning = "ai.onnx.ml";

    // TensorProto.DataLocation
    private const int ExternalLocation = 1;

    // AttributeProto.AttributeType
    private const int IntAttribute = 2;
    private const int TensorAttribute = 4;
    private const int FloatsAttribute = 6;
    private const int IntsAttribute = 7;
    private const int TextsAttribute = 8;

    /// <summary>A model with one input x and one output y of the same shape, y = x.</summary>
    public static byte[] Identity(params object[] shape) =>
        Model([Tensor("x", Float32, shape)], [Tensor("y", Float32, shape)], Node("Identity", "x", "y"));

    /// <summary>A model with a single node, from x to y.</summary>
    public static byte[] Model(string operation, ProtobufWriter x, ProtobufWriter y) => Model([x], [y], Node(operation, "x", "y"));

    public static byte[] Model(ProtobufWriter[] inputs, ProtobufWriter[] outputs, params ProtobufWriter[] nodes) =>
        Model(inputs, outputs, [], nodes);

    public static byte[] Model(
        ProtobufWriter[] inputs, ProtobufWriter[] outputs, ProtobufWriter[] initializers, params ProtobufWriter[] nodes) =>
        Model(12, inputs, outputs, initializers, nodes);

    public static byte[] Model(
        int version, ProtobufWriter[] inputs, ProtobufWriter[] outputs, ProtobufWriter[] initializers, params ProtobufWriter[] nodes)
    {
        ProtobufWriter graph = new ProtobufWriter()
            .Messages(1, nodes, node => node)
            .Text(2, "test")
            .Messages(5, initializers, initializer => initializer)
            .Messages(11, inputs, input => input)
            .Messages(12, outputs, output => output);
        ProtobufWriter opset = new ProtobufWriter().Text(1, "").Number(2, version), ml = new ProtobufWriter().Text(
            1, MachineLearning).Number(2, 2);
        return new ProtobufWriter().Number(1, 6).Message(7, graph).Message(8, opset).Message(8, ml).ToArray();
    }

    /// <summary>The model with an entry in its metadata.</summary>
    public static byte[] WithMetadata(byte[] model, string key, string value) =>
        [.. model, .. new ProtobufWriter().Message(14, Entry(key, value)).ToArray()];

    /// <summary>
    /// An input or output. A dimension is a number, a name, or null if it has neither; a null shape means no shape at all.
    /// </summary>
    public static ProtobufWriter Tensor(string name, int elementType, params object?[]? shape)
    {
        var tensor = new ProtobufWriter().Number(1, elementType);
        if (shape is not null)
        {
            tensor.Message(2, new ProtobufWriter().Messages(1, shape, Dimension));
        }

        return Value(name, new ProtobufWriter().Message(1, tensor));
    }

    /// <summary>An output that is a sequence of float tensors.</summary>
    public static ProtobufWriter Sequence(string name)
    {
        ProtobufWriter element = new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, Float32));
        return Value(name, new ProtobufWriter().Message(4, new ProtobufWriter().Message(1, element)));
    }

    /// <summary>An output that is a sequence of maps from classes to scores, as ZipMap creates it.</summary>
    public static ProtobufWriter Maps(string name, int keyType)
    {
        ProtobufWriter score = new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, Float32));
        ProtobufWriter map = new ProtobufWriter().Message(5, new ProtobufWriter().Number(1, keyType).Message(2, score));
        return Value(name, new ProtobufWriter().Message(4, new ProtobufWriter().Message(1, map)));
    }

    /// <summary>Weights inside the model.</summary>
    public static ProtobufWriter Initializer(string name, float[] values, params int[] shape) =>
        Weights(name, shape).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>The second input of Reshape.</summary>
    public static ProtobufWriter Shape(string name, params int[] sizes) => new ProtobufWriter()
        .Number(1, sizes.Length).Number(2, Integer64).Text(8, name)
        .Bytes(9, MemoryMarshal.AsBytes(Array.ConvertAll(sizes, size => (long)size).AsSpan()).ToArray());

    /// <summary>Weights in a file next to the model.</summary>
    public static ProtobufWriter ExternalInitializer(string name, string file, params int[] shape) =>
        Weights(name, shape).Message(13, Entry("location", file)).Number(14, ExternalLocation);

    /// <summary>Weights in a part of a file next to the model.</summary>
    public static ProtobufWriter ExternalInitializer(string name, string file, int offset, int length, int size) =>
        Weights(name, [size]).Message(13, Entry("location", file)).Message(13, Entry("offset", $"{offset}")).Message(
            13, Entry("length", $"{length}"))
            .Number(14, ExternalLocation);

    /// <summary>A node; several inputs or outputs are separated by commas.</summary>
    public static ProtobufWriter Node(string operation, string inputs, string outputs, (string Name, object Value)? attribute = null)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            node.Text(1, input);
        }

        foreach (string output in outputs.Split(','))
        {
            node.Text(2, output);
        }

        node.Text(4, operation);
        if (attribute is var (name, value))
        {
            node.Message(5, Attribute(name, value));
        }

        return node;
    }

    /// <summary>A node of a classical model, such as ZipMap.</summary>
    public static ProtobufWriter MachineLearningNode(
        string operation, string inputs, string outputs, params (string Name, object Value)[] attributes) =>
        Node(operation, inputs, outputs).Text(7, MachineLearning).Messages(
            5, attributes, attribute => Attribute(attribute.Name, attribute.Value));

    private static ProtobufWriter Attribute(string name, object value)
    {
        var written = new ProtobufWriter().Text(1, name);
        switch (value)
        {
            case int number:
                return written.Number(3, number).Number(20, IntAttribute);
            case float[] singles:
                foreach (float single in singles)
                {
                    written.Fixed(7, single);
                }

                return written.Number(20, FloatsAttribute);
            case ProtobufWriter tensor:
                return written.Message(5, tensor).Number(20, TensorAttribute);
            case string[] texts:
                foreach (string text in texts)
                {
                    written.Text(9, text);
                }

                return written.Number(20, TextsAttribute);
            default:
                foreach (int item in (int[])value)
                {
                    written.Number(8, item);
                }

                return written.Number(20, IntsAttribute);
        }
    }

    private static ProtobufWriter Entry(string key, string value) => new ProtobufWriter().Text(1, key).Text(2, value);

    private static ProtobufWriter Weights(string name, int[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int size in shape)
        {
            tensor.Number(1, size);
        }

        return tensor.Number(2, Float32).Text(8, name);
    }

    private static ProtobufWriter Value(string name, ProtobufWriter type) => new ProtobufWriter().Text(1, name).Message(2, type);

    private static ProtobufWriter Dimension(object? size) => size switch
    {
        int number => new ProtobufWriter().Number(1, number),
        string name => new ProtobufWriter().Text(2, name),
        _ => new ProtobufWriter(),
    };
}
