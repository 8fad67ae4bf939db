using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LseMlNet.Benchmarks.Peers;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Benchmarks;

/// <summary>Compares the kernels with their peers. A ratio, peer ÷ LseMlNet, above 1 means that LseMlNet is faster.</summary>
internal static class Ratios
{
    private static readonly (int Rows, int Columns)[] Shapes =
    [
        (1, 3), (1, 10), (1, 30), (1, 100), (1, 1_000), (1, 10_000), (1, 131_072), (1, 1_000_000),
        (1_000, 3), (1_000, 10), (1_000, 30), (1_000, 100), (1_000, 1_000), (64, 32_768),
    ];

    public static void Print(string[] words)
    {
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Console.WriteLine(
            $"{Machine()}, {width}-bit vectors; {RuntimeInformation.FrameworkDescription}; "
            + $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}; "
            + $"System.Numerics.Tensors {typeof(TensorPrimitives).Assembly.GetName().Version}; N(0, 1) logits");
        Console.WriteLine("Ratios are the time of the peer ÷ that of LseMlNet, medians of paired runs.");
        Console.WriteLine("bound: the time of LseMlNet ÷ that of three bare passes; 2 threads: the time on one thread ÷ that on two.");
        foreach (Operation operation in Enum.GetValues<Operation>())
        {
            Table<float>(operation, words);
            Table<double>(operation, words);
        }
    }

    private static void Table<T>(Operation operation, string[] words)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string title = $"{operation} {(typeof(T) == typeof(float) ? "float" : "double")}";
        if (words.Length > 0 && !words.All(word => title.Contains(word, StringComparison.OrdinalIgnoreCase) || char.IsDigit(word[0])))
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"| {title} | LseMlNet, ns/element | naive C# | TP composed | ONNX Runtime | TP.SoftMax | bound | 2 threads |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach ((int rows, int columns) in Shapes)
        {
            string shape = rows == 1 ? $"{columns}" : $"{rows} x {columns}";
            if (words.Any(word => char.IsDigit(word[0])) && !words.Contains(shape))
            {
                continue;
            }

            Console.WriteLine($"| {shape} | {string.Join(" | ", Row<T>(operation, rows, columns))} |");
        }
    }

    private static IEnumerable<string> Row<T>(Operation operation, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(columns);
        T[] logits = [.. Enumerable.Range(0, rows * columns).Select(_ => T.CreateTruncating(Normal(random)))];
        T[] results = new T[logits.Length];
        bool softmax = operation == Operation.Softmax;
        bool threads = Environment.ProcessorCount > 1 && rows * columns >= 100_000;
        bool bound = softmax && rows == 1 && columns is >= 100 and <= 10_000;
        IPeer?[] peers =
        [
            new OursPeer<T>(operation, logits, columns, results),
            new NaivePeer<T>(operation, logits, columns, results),
            new ComposedPeer<T>(operation, logits, columns, results),
            new OnnxRuntimePeer<T>(operation, logits, columns, results),
            softmax ? new TensorSoftMaxPeer<T>(logits, columns, results) : null,
            bound ? new BoundPeer<T>(1024) : null,
            threads ? new OursPeer<T>(operation, logits, columns, results, 2) : null,
        ];
        double[][] times = Stopwatches.Paired(peers);
        foreach (IPeer? peer in peers)
        {
            peer?.Dispose();
        }

        yield return Figures.Text(Figures.Median(times[0]) / logits.Length, "0.000");
        for (int i = 1; i < peers.Length; i++)
        {
            yield return peers[i] switch
            {
                null => "",
                BoundPeer<T> { Length: int length } =>
                    Figures.Ratio([.. times[0].Select(time => time / columns)], [.. times[i].Select(time => time / length)]),
                OursPeer<T> => Figures.Ratio(times[0], times[i]),
                _ => Figures.Ratio(times[i], times[0]),
            };
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static string Machine()
    {
        const string Info = "/proc/cpuinfo";
        string[] lines = File.Exists(Info) ? File.ReadAllLines(Info) : [];
        string Field(string name) =>
            lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?";
        return $"{Field("model name")} family {Field("cpu family")} model {Field("model\t")}";
    }
}
