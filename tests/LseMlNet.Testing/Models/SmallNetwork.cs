using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Testing;

/// <summary>
/// A minimal classifier of 28x28 pictures, 22 KB: two convolutions and a dense layer, with random weights. It maps "x" [batch,1,28,28] to
/// "y" [batch,10], with 62,000 multiply-adds for each row.
/// </summary>
public static class SmallNetwork
{
    private static readonly int[] Strides = [2, 2];

    public static byte[] Model { get; } = OnnxFile.Model(
        [Tensor("x", Float32, "batch", 1, 28, 28)],
        [Tensor("y", Float32, "batch", 10)],
        [Weights("w1", 8, 1, 5, 5), Weights("w2", 16, 8, 3, 3), Weights("w3", 400, 10), Weights("b3", 10)],
        Node("Conv", "x,w1", "c1", ("strides", Strides)),
        Node("Relu", "c1", "r1"),
        Node("Conv", "r1,w2", "c2", ("strides", Strides)),
        Node("Relu", "c2", "r2"),
        Node("Flatten", "r2", "f"),
        Node("Gemm", "f,w3,b3", "y"));

    private static ProtobufWriter Weights(string name, params int[] shape)
    {
        var random = new Random(name[1]);
        int fanIn = shape.Length > 2 ? shape[1..].Aggregate((a, b) => a * b) : shape[0];
        float[] values = [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b))
            .Select(_ => (float)(2 * random.NextDouble() - 1) / MathF.Sqrt(fanIn))];
        return Initializer(name, values, shape);
    }
}
