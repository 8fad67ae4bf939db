using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace LseMlNet.Numerics.Tests.Contract;

public sealed class PropertySingleTests : PropertyTests<float>;

public sealed class PropertyDoubleTests : PropertyTests<double>;

/// <summary>Properties of every row. The seed is fixed. If a test fails, it prints the smallest failing row that FsCheck finds.</summary>
public abstract class PropertyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Unit => typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;

    // Logits are moderate multiples of 1/8, so that a shift by an integer is exact and keeps the order.
    private static Arbitrary<double[]> Row =>
        Gen.Choose(1, 100).SelectMany(length => Gen.Choose(-240, 240).Select(step => step / 8.0).ArrayOf(length)).ToArbitrary();

    [Fact]
    public void Softmax_Shifted_IsTheSame() => Holds(row =>
    {
        double[] shifted = Softmax([.. row.Select(x => x + 64)]);
        return Softmax(row).Zip(shifted).All(pair => Close(pair.First, pair.Second, 8));
    });

    [Fact]
    public void LogSumExp_Shifted_IsShifted() => Holds(row =>
        Math.Abs(LogSumExp([.. row.Select(x => x + 64)]) - LogSumExp(row) - 64) <= 200 * Unit);

    // Half of the tolerance is for the hundred additions in the test itself.
    [Fact]
    public void Softmax_AnyRow_SumsToOne() => Holds(row => Math.Abs(Softmax(row).Sum() - 1) <= 4 * Unit);

    [Fact]
    public void Softmax_AnyRow_KeepsTheOrder() => Holds(row =>
    {
        double[] p = Softmax(row);
        int[] order = [.. Enumerable.Range(0, row.Length).OrderBy(i => row[i])];
        return order.Zip(order.Skip(1)).All(pair =>
            row[pair.First] == row[pair.Second] ? p[pair.First] == p[pair.Second] : p[pair.First] < p[pair.Second]);
    });

    [Fact]
    public void Softmax_Reversed_IsReversed() => Holds(row =>
        Softmax(row).Reverse().Zip(Softmax([.. row.Reverse()])).All(pair => Close(pair.First, pair.Second, 8)));

    [Fact]
    public void LogSoftmax_Exponential_IsSoftmax() => Holds(row =>
        LogSoftmax(row).Zip(Softmax(row)).All(pair => Close(Math.Exp(pair.First), pair.Second, 8 + 2 * Math.Abs(pair.First))));

    [Fact]
    public void Softmax_TwoLogits_IsTheSigmoid() => Holds(row =>
    {
        double[] two = [row[0], 0];
        return Close(Softmax(two)[0], 1 / (1 + Math.Exp(-row[0])), 8);
    });

    [Fact]
    public void LogSumExp_AnyRow_IsNotLessThanTheMaximum() => Holds(row => LogSumExp(row) >= row.Max());

    /// <summary>∂ LSE / ∂ xᵢ = softmaxᵢ, approximated by a central difference whose error determines the tolerance.</summary>
    [Fact]
    public void LogSumExp_Gradient_IsSoftmax() => Holds(row =>
    {
        const double Step = 0.125;
        double[] up = [.. row];
        double[] down = [.. row];
        up[0] += Step;
        down[0] -= Step;
        return Math.Abs((LogSumExp(up) - LogSumExp(down)) / (2 * Step) - Softmax(row)[0]) <= 1e-3;
    });

    [Fact]
    public void CrossEntropy_AnyRow_IsMinusLogSoftmax() => Holds(row =>
    {
        T[] logits = Values.Of<T>(row);
        return LogSoftmax(row).Index()
            .All(pair => Close(-pair.Item, double.CreateTruncating(Subject<T>.CrossEntropy(logits, pair.Index)), 4));
    });

    private static void Holds(Func<double[], bool> property) =>
        Prop.ForAll(Row, property).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 17));

    private static bool Close(double expected, double actual, double units) =>
        Math.Abs(expected - actual) <= units * Unit * Math.Abs(expected);

    private static double[] Softmax(double[] row)
    {
        T[] results = new T[row.Length];
        Subject<T>.Softmax(Values.Of<T>(row), results);
        return [.. results.Select(double.CreateTruncating)];
    }

    private static double[] LogSoftmax(double[] row)
    {
        T[] results = new T[row.Length];
        Subject<T>.LogSoftmax(Values.Of<T>(row), results);
        return [.. results.Select(double.CreateTruncating)];
    }

    private static double LogSumExp(double[] row) => double.CreateTruncating(Subject<T>.LogSumExp(Values.Of<T>(row)));
}
