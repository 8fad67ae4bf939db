using System.Numerics;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>
/// The definitions, computed with Math.Exp and Math.Log in double precision, corrected for the rounding of sums and differences.
/// The kernels must match them within a few ulp. Where that is not accurate enough, tests use values computed with mpmath.
/// </summary>
internal static class Plain
{
    public static (T[] Softmax, T[] LogSoftmax, T LogSumExp) Of<T>(ReadOnlySpan<T> row)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double[] x = new double[row.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = double.CreateTruncating(row[i]);
        }

        int top = Array.IndexOf(x, x.Max());
        double[] powers = [.. x.Select(value => Exp(value, x[top]))];
        double without = 0;
        double lost = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (i != top)
            {
                double total = without + powers[i];
                lost += without >= powers[i] ? without - total + powers[i] : powers[i] - total + without;
                without = total;
            }
        }

        without += lost;
        double sum = 1 + without;
        double log = without < 1e-16 ? without : Math.Log(sum) + (without - (sum - 1)) / sum;
        return (
            [.. powers.Select(power => T.CreateTruncating(power / sum))],
            [.. x.Select(value => T.CreateTruncating(value - x[top] - log))],
            T.CreateTruncating(x[top] + log));
    }

    private static double Exp(double x, double maximum)
    {
        double difference = x - maximum;
        double back = difference - x;
        double error = x - (difference - back) - (maximum + back);
        double exp = Math.Exp(difference);
        return exp == 0 ? 0 : exp + exp * error;
    }
}
