using System.Globalization;
using System.Numerics;

namespace LseMlNet.Accuracy;

/// <summary>A set of rows with the same distribution, and the temperature at which they are computed.</summary>
internal sealed record DataSet<T>(string Name, T[][] Rows, double Temperature = 1)
    where T : IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Short = [2, 3, 5, 10, 16, 17, 30, 64, 100, 300, 1_000, 10_000];
    private static readonly int[] Few = [2, 3, 10, 17, 100, 1_000];
    private static readonly int[] All = [.. Short, 131_072];

    public static IEnumerable<DataSet<T>> Make()
    {
        bool single = typeof(T) == typeof(float);
        yield return Random("N(0, 1)", All, random => Normal(random));
        yield return Random("N(0, 10)", All, random => 10 * Normal(random));
        yield return Random("U(-100, 100)", Short, random => 200 * random.NextDouble() - 100);
        if (!single)
        {
            yield return Random("U(-700, 700)", Short, random => 1400 * random.NextDouble() - 700);
        }

        yield return new("one-hot", [.. Short.SelectMany(length => new[] { OneHot(20, length), OneHot(100, length), OneHot(5, length) })]);
        yield return Random("N(0, 1) + 1000", Short, random => Normal(random) + 1000);
        yield return Random("N(0, 1) + 1e6", Short, random => Normal(random) + 1e6);
        yield return Subnormal("subnormal results", Short, single ? -103 : -744, single ? -88 : -709);
        foreach (double temperature in (double[])[0.1, 0.7, 1.3, 2.5, 100])
        {
            foreach (double spread in (double[])[1, 10, 100, 1000])
            {
                // Half of the logits are so close to the largest, relative to the temperature, that their results are far from 0.
                double near = Math.Min(spread, 15 * temperature);
                DataSet<T> set = Random(
                    string.Create(CultureInfo.InvariantCulture, $"T = {temperature}, ±{spread}"),
                    Few,
                    random => random.Next(2) == 0 ? spread * (2 * random.NextDouble() - 1) : spread - 2 * near * random.NextDouble());
                yield return set with { Temperature = temperature };
            }
        }
    }

    private static DataSet<T> Random(string name, int[] lengths, Func<Random, double> value)
    {
        Random random = new(name.Length);
        return new(
            name,
            [.. lengths.SelectMany(length => Enumerable.Range(0, RowCount(length)).Select(_ => Row(length, _ => value(random))))]);
    }

    private static DataSet<T> Subnormal(string name, int[] lengths, double from, double to)
    {
        Random random = new(1);
        return new(
            name,
            [.. lengths.SelectMany(length => Enumerable.Range(0, Math.Min(RowCount(length), 20))
                .Select(_ => Row(length, i => i == 0 ? 0 : from + (to - from) * random.NextDouble())))]);
    }

    private static int RowCount(int length) => Math.Clamp(3_000 / length, 1, 300);

    private static T[] OneHot(double top, int length) => Row(length, i => i == 0 ? top : 0);

    private static T[] Row(int length, Func<int, double> value) =>
        [.. Enumerable.Range(0, length).Select(i => T.CreateTruncating(value(i)))];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
