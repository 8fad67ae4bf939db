using System.Text;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>
/// An ONNX model with a single node, x → y, where y has the shape of x with or without the class axis. Its protobuf fields are
/// written one by one (onnx.proto, opset 13).
/// </summary>
internal static class OneNodeModel
{
    private const int Float = 1;
    private const int Double = 11;

    public static byte[] Create(Operation operation, Type element, Shape shape)
    {
        int type = element == typeof(float) ? Float : Double;
        bool reduces = operation == Operation.LogSumExp;
        byte[] attribute = reduces
            ? Message(Text(1, "axes"), Number(8, shape.Axis), Number(20, 7))
            : Message(Text(1, "axis"), Number(3, shape.Axis), Number(20, 2));
        byte[] drop = reduces ? Field(5, Message(Text(1, "keepdims"), Number(3, 0), Number(20, 2))) : [];
        string name = reduces ? "ReduceLogSumExp" : operation.ToString();
        byte[] node = Message(Text(1, "x"), Text(2, "y"), Text(4, name), Field(5, attribute), drop);
        byte[] graph = Message(
            Field(1, node),
            Text(2, "one"),
            Field(11, Value("x", type, shape.Dimensions)),
            Field(12, Value("y", type, reduces ? shape.WithoutClasses : shape.Dimensions)));
        return Message(Number(1, 8), Field(7, graph), Field(8, Message(Number(2, 13))));
    }

    private static byte[] Value(string name, int type, int[] shape)
    {
        byte[] dimensions = Message([.. shape.Select(size => Field(1, Message(Number(1, size))))]);
        return Message(Text(1, name), Field(2, Message(Field(1, Message(Number(1, type), Field(2, dimensions))))));
    }

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) =>
        [.. Variable((ulong)(field << 3 | 2)), .. Variable((ulong)content.Length), .. content];

    private static byte[] Number(int field, long value) => [.. Variable((ulong)(field << 3)), .. Variable((ulong)value)];

    private static IEnumerable<byte> Variable(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            yield return (byte)(value | 128);
        }

        yield return (byte)value;
    }
}
