using System.Numerics;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Compares the kernels with their peers. A ratio, peer ÷ LseMlNet, above 1 means that LseMlNet is faster.</summary>
internal static class PeerTables
{
    private static readonly Shape[] Shapes =
    [
        .. ((int[])[3, 10, 30, 100, 1_000, 10_000, 50_000, 131_072, 1_000_000]).Select(length => new Shape(-1, 1, length)),
        .. ((int[])[3, 10, 30, 100, 1_000]).Select(length => new Shape(-1, 1_000, length)),
        new(-1, 64, 32_768), new(-1, 8, 12, 128, 128), new(-2, 1, 84, 8_400), new(-3, 64, 151, 32, 32), new(-3, 1, 21, 513, 513),
    ];

    public static void Print(Filter filter)
    {
        foreach (Operation operation in Enum.GetValues<Operation>())
        {
            Print<float>(operation, filter);
            Print<double>(operation, filter);
        }
    }

    private static void Print<T>(Operation operation, Filter filter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string title = $"{operation} {(typeof(T) == typeof(float) ? "float" : "double")}";
        if (!filter.SelectsKernel(title))
        {
            return;
        }

        Column<T>[] columns = [.. Columns<T>()];
        Shape[] shapes = [.. Shapes.Where(shape => OursPeer<T>.Supports(operation, shape))];
        // All peers are warmed up together, because the runtime needs a second for that.
        IPeer?[] small =
            [.. shapes.Where(shape => shape.Length <= 150_000).SelectMany(shape => Peers(Problem<T>.Create(operation, shape), columns))];
        Stopwatches.Settle(small);
        Dispose(small);
        Table.Begin(title, ["ns/element", .. columns.Select(column => column.Name)]);
        foreach (Shape shape in shapes.Where(shape => filter.SelectsShape($"{shape}")))
        {
            Table.Row($"{shape}", Row(Problem<T>.Create(operation, shape), columns));
        }
    }

    private static IEnumerable<string> Row<T>(Problem<T> problem, Column<T>[] columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IPeer?[] peers = Peers(problem, columns);
        double[][] times = Stopwatches.Measure(peers);
        Dispose(peers);
        yield return Figures.Text(Figures.Median(times[0]) / problem.Logits.Length, "0.000");
        foreach ((Column<T> column, double[] theirs) in columns.Zip(times.Skip(1)))
        {
            yield return theirs.Length == 0 ? "" : column.IsCost ? Figures.Ratio(times[0], theirs) : Figures.Ratio(theirs, times[0]);
        }
    }

    private static IPeer?[] Peers<T>(Problem<T> problem, Column<T>[] columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [new OursPeer<T>(problem), .. columns.Select(column => column.Create(problem))];

    private static void Dispose(IPeer?[] peers)
    {
        foreach (IPeer? peer in peers)
        {
            peer?.Dispose();
        }
    }

    private static IEnumerable<Column<T>> Columns<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return new("naive C#", problem => new NaivePeer<T>(problem));
        yield return new("TP composed", problem => ComposedPeer<T>.Supports(problem) ? new ComposedPeer<T>(problem) : null);
        yield return new("ONNX Runtime", problem => OnnxRuntimePeer<T>.Supports(problem) ? new OnnxRuntimePeer<T>(problem) : null);
        yield return new("TP.SoftMax", problem => TensorSoftMaxPeer<T>.Supports(problem) ? new TensorSoftMaxPeer<T>(problem) : null);
        yield return new("T = 2.5", problem =>
            problem.Operation < Operation.ArgMax ? new OursPeer<T>(problem with { Temperature = 2.5 }) : null);
        yield return new("÷ bound", problem => BoundPeer<T>.Supports(problem) ? new BoundPeer<T>(problem) : null, IsCost: true);
        yield return new("÷ rows", problem =>
            problem.Shape.HasContiguousRows ? null : new OursPeer<T>(problem with { Shape = problem.Shape.AsRows }), IsCost: true);
        yield return new("÷ softmax", problem =>
            problem.Operation == Operation.Softmax ? null : new OursPeer<T>(problem with { Operation = Operation.Softmax }), IsCost: true);
        yield return new("÷ 2 threads", problem => CanShare(problem) ? new OursPeer<T>(problem, threads: 2) : null, IsCost: true);
    }

    private static bool CanShare<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Environment.ProcessorCount > 1 && problem.Logits.Length >= 100_000 && problem.Operation != Operation.TopK;

    /// <summary>A peer to compare with.</summary>
    /// <param name="Name">The head of the column.</param>
    /// <param name="Create">Returns the peer, or null if it cannot solve the problem.</param>
    /// <param name="IsCost">Whether the figure is the time of LseMlNet ÷ that of the peer, not the other way around.</param>
    private sealed record Column<T>(string Name, Func<Problem<T>, IPeer?> Create, bool IsCost = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
