using LseMlNet.Benchmarks.Peers;
using LseMlNet.Benchmarks.Ratios;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>Measures the softmax stage along the class axis of tensors, as a segmentation model returns them.</summary>
internal static class TensorStageTable
{
    private const int Elements = 200_000;

    private static readonly int[][] Tensors = [[11, 96, 96], [21, 65, 65], [21, 513, 513]];

    public static void Print(Filter filter)
    {
        Table.Begin(
            "stage, classes x height x width",
            "Softmax, ns/element", "strided loop ÷ Softmax", "ONNX Runtime ÷ Softmax", "Softmax ÷ (CopyColumns + kernel)");
        foreach (int[] tensor in Tensors)
        {
            string name = string.Join(" x ", tensor);
            if (filter.SelectsShape(name))
            {
                Table.Row(name, Row(tensor));
            }
        }
    }

    private static IEnumerable<string> Row(int[] tensor)
    {
        int length = tensor.Aggregate(1, (product, size) => product * size);
        var problem = Problem<float>.Create(Operation.Softmax, new Shape(-3, [Math.Max(1, Elements / length), .. tensor]));
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.Cache(
            StageData.Create(ml, problem.Logits.Chunk(length).Select(logits => new StageData.Row { Logits = new VBuffer<float>(length, logits) }), tensor));
        IPeer[] peers =
        [
            new CursorPeer(data, ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new("Out", "Logits")], ClassAxis = 0 })),
            new StridedPeer(problem),
            new OnnxRuntimePeer<float>(problem),
            new CursorPeer(data, ml.Transforms.CopyColumns("Out", "Logits")),
            new OursPeer<float>(problem),
        ];
        double[][] times = Stopwatches.Paired(peers);
        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        yield return Figures.Text(Figures.Median(times[0]) / problem.Logits.Length, "0.000");
        yield return Figures.Ratio(times[1], times[0]);
        yield return Figures.Ratio(times[2], times[0]);
        yield return Figures.Ratio(times[0], [.. times[3].Zip(times[4], (copy, kernel) => copy + kernel)]);
    }
}
