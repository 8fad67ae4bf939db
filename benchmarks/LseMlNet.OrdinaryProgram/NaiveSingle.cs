namespace LseMlNet.OrdinaryProgram;

/// <summary>The code that people usually copy, for float: it subtracts the maximum and calls MathF.Exp for each element.</summary>
internal static class NaiveSingle
{
    public static void Softmax(ReadOnlySpan<float> x, Span<float> y)
    {
        float maximum = Maximum(x);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Exp(x[i] - maximum);
            sum += y[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] /= sum;
        }
    }

    public static void Softmax(ReadOnlySpan<float> x, Span<float> y, float temperature)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] / temperature;
        }

        Softmax(y, y);
    }

    public static void LogSoftmax(ReadOnlySpan<float> x, Span<float> y)
    {
        float logSumExp = LogSumExp(x);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] - logSumExp;
        }
    }

    public static float LogSumExp(ReadOnlySpan<float> x)
    {
        float maximum = Maximum(x);
        float sum = 0;
        foreach (float logit in x)
        {
            sum += MathF.Exp(logit - maximum);
        }

        return maximum + MathF.Log(sum);
    }

    public static float Entropy(ReadOnlySpan<float> x)
    {
        float maximum = Maximum(x);
        float sum = 0;
        float weighted = 0;
        foreach (float logit in x)
        {
            float power = MathF.Exp(logit - maximum);
            sum += power;
            weighted += power * (logit - maximum);
        }

        return MathF.Log(sum) - weighted / sum;
    }

    public static float Margin(ReadOnlySpan<float> x)
    {
        float first = float.NegativeInfinity;
        float second = float.NegativeInfinity;
        foreach (float logit in x)
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

    public static int ArgMax(ReadOnlySpan<float> x)
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

    public static void TopK(ReadOnlySpan<float> x, Span<int> indices)
    {
        int[] order = new int[x.Length];
        float[] keys = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            order[i] = i;
            keys[i] = -x[i];
        }

        Array.Sort(keys, order);
        order.AsSpan(0, indices.Length).CopyTo(indices);
    }

    private static float Maximum(ReadOnlySpan<float> x)
    {
        float maximum = x[0];
        foreach (float logit in x)
        {
            maximum = MathF.Max(maximum, logit);
        }

        return maximum;
    }
}
