namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The table of special rows, with the exact result of the three operations for each.</summary>
public static class SpecialRows
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public sealed record SpecialRow(string Name, double[] Logits, double[] Softmax, double[] LogSoftmax, double LogSumExp);

    public static IReadOnlyList<SpecialRow> All { get; } =
    [
        new("empty", [], [], [], -Inf),
        new("one", [3], [1], [0], 3),
        new("one negative", [-1e30], [1], [0], -1e30),
        new("zero", [0], [1], [0], 0),
        new("−∞ beside one", [-Inf, 5], [0, 1], [-Inf, 0], 5),
        new("−∞ between two equal", [1, -Inf, 1], [0.5, 0, 0.5], [-Math.Log(2), -Inf, -Math.Log(2)], 1 + Math.Log(2)),
        new("one −∞", [-Inf], [NaN], [NaN], -Inf),
        new("only −∞", [-Inf, -Inf, -Inf], [NaN, NaN, NaN], [NaN, NaN, NaN], -Inf),
        new("one +∞", [Inf], [NaN], [NaN], Inf),
        new("+∞ beside finite", [1, Inf, 2], [NaN, NaN, NaN], [NaN, NaN, NaN], Inf),
        new("two +∞", [Inf, 0, Inf], [NaN, NaN, NaN], [NaN, NaN, NaN], Inf),
        new("+∞ beside −∞", [Inf, -Inf], [NaN, NaN], [NaN, NaN], Inf),
        new("one NaN", [NaN], [NaN], [NaN], NaN),
        new("NaN first", [NaN, 1, 2], [NaN, NaN, NaN], [NaN, NaN, NaN], NaN),
        new("NaN last", [1, 2, NaN], [NaN, NaN, NaN], [NaN, NaN, NaN], NaN),
        new("NaN beside +∞", [Inf, NaN, 0], [NaN, NaN, NaN], [NaN, NaN, NaN], NaN),
        new("NaN after +∞ and −∞", [-Inf, Inf, NaN], [NaN, NaN, NaN], [NaN, NaN, NaN], NaN),
        new("NaN beside −∞", [-Inf, NaN], [NaN, NaN], [NaN, NaN], NaN),
        // The difference is beyond the range of float and rounds to −∞ there.
        new("opposite ends", [3e38, -3e38], [1, 0], [0, -6e38], 3e38),
        new("far below", [0, -1e30], [1, 0], [0, -1e30], 0),
        new("huge and equal", [1e30, 1e30], [0.5, 0.5], [-Math.Log(2), -Math.Log(2)], 1e30),
    ];

    public static TheoryData<string> Names => [.. All.Select(row => row.Name)];

    public static SpecialRow Named(string name) => All.Single(row => row.Name == name);

    /// <summary>Appends a value to a row until it has the given length.</summary>
    public static double[] Padded(double[] row, int length, double fill) => [.. row, .. Enumerable.Repeat(fill, length - row.Length)];
}
