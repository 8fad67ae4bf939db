namespace LseMlNet.OrdinaryProgram;

/// <summary>The code that people usually copy, for double: it subtracts the maximum and calls Math.Exp for each element.</summary>
internal static class NaiveDouble
{
    public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
    {
        double maximum = Maximum(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] - maximum);
            sum += y[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] /= sum;
        }
    }

    public static void Softmax(ReadOnlySpan<double> x, Span<double> y, double temperature)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] / temperature;
        }

        Softmax(y, y);
    }

    public static void LogSoftmax(ReadOnlySpan<double> x, Span<double> y)
    {
        double logSumExp = LogSumExp(x);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] - logSumExp;
        }
    }

    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double maximum = Maximum(x);
        double sum = 0;
        foreach (double logit in x)
        {
            sum += Math.Exp(logit - maximum);
        }

        return maximum + Math.Log(sum);
    }

    public static double Entropy(ReadOnlySpan<double> x)
    {
        double maximum = Maximum(x);
        double sum = 0;
        double weighted = 0;
        foreach (double logit in x)
        {
            double power = Math.Exp(logit - maximum);
            sum += power;
            weighted += power * (logit - maximum);
        }

        return Math.Log(sum) - weighted / sum;
    }

    public static double Margin(ReadOnlySpan<double> x)
    {
        double first = double.NegativeInfinity;
        double second = double.NegativeInfinity;
        foreach (double logit in x)
        {
            if (logit > first)
            {
                second = first;
                first = logit;
            }
            else if (logit > second)
            {
                second = logit;
            }
        }

        return first - second;
    }

    public static int ArgMax(ReadOnlySpan<double> x)
    {
        int top = 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > x[top])
            {
                top = i;
            }
        }

        return top;
    }

    public static void TopK(ReadOnlySpan<double> x, Span<int> indices)
    {
        int[] order = new int[x.Length];
        double[] keys = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            order[i] = i;
            keys[i] = -x[i];
        }

        Array.Sort(keys, order);
        order.AsSpan(0, indices.Length).CopyTo(indices);
    }

    private static double Maximum(ReadOnlySpan<double> x)
    {
        double maximum = x[0];
        foreach (double logit in x)
        {
            maximum = Math.Max(maximum, logit);
        }

        return maximum;
    }
}
