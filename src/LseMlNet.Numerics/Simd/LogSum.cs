using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The logarithm of the sum of each of some rows, as maximum and log Σ e^(x − m): log-softmax, log-sum-exp and cross-entropy are each a
/// few additions away.
/// </summary>
internal static unsafe class LogSum<T, TLanes, TExp, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TExp : struct, IRowExp<TExp, TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>The maximum of each row, or what a special row gives in its place; and the logarithm, for floats without a low part.</summary>
    public static void Of(T* logits, int length, int rows, T* maxima, double* logs, double* lows)
    {
        if (typeof(T) == typeof(double))
        {
            for (int row = 0; row < rows; row++)
            {
                T* x = logits + row * length;
                maxima[row] = RowKernel<T, TLanes, TExp, TWide>.Maximum(x, length);
                (logs[row], lows[row]) =
                    Pair.LogOnePlus(AccurateSum<TWide>.WithoutMaximum((double*)x, length, double.CreateTruncating(maxima[row])));
            }
        }
        else if (rows == 1)
        {
            *maxima = RowKernel<T, TLanes, TExp, TWide>.Maximum(logits, length);
            *logs = SingleLog((float*)logits, length, float.CreateTruncating(*maxima));
        }
        else
        {
            SeveralLogs((float*)logits, length, rows, (float*)maxima, logs);
        }

        for (int row = 0; row < rows; row++)
        {
            if (typeof(T) == typeof(float))
            {
                lows[row] = 0;
            }

            if (!T.IsFinite(maxima[row]))
            {
                maxima[row] = Special(logits + row * length, length, maxima[row]);
            }
        }
    }

    /// <summary>The infinite maximum of a row that may hold NaN.</summary>
    private static T Special(T* logits, int length, T maximum)
    {
        for (int i = 0; i < length; i++)
        {
            if (T.IsNaN(logits[i]))
            {
                return T.NaN;
            }
        }

        return maximum;
    }

    private static double SingleLog(float* logits, int length, float maximum)
    {
        if (IsFast(length))
        {
            double log = Logarithm.Of(FastSum(logits, length, maximum)) + SingleExp<Lanes128<float>>.Shift(maximum);
            if (Suffices(log, log + maximum))
            {
                return log;
            }
        }

        return Logarithm.OnePlus(AccurateRest(logits, length, maximum));
    }

    /// <summary>The same for several rows, phase by phase.</summary>
    [SkipLocalsInit]
    private static void SeveralLogs(float* logits, int length, int rows, float* maxima, double* logs)
    {
        double* sums = stackalloc double[RowGroup.Rows];
        bool fast = IsFast(length);
        if (Width.InColumns(length, rows))
        {
            Width.SumsInColumns(logits, length, rows, maxima, sums);
        }
        else
        {
            for (int row = 0; row < rows; row++)
            {
                maxima[row] = float.CreateTruncating(RowKernel<T, TLanes, TExp, TWide>.Maximum((T*)logits + row * length, length));
            }

            for (int row = 0; row < rows; row++)
            {
                float* x = logits + row * length;
                sums[row] = fast ? FastSum(x, length, maxima[row]) : AccurateRest(x, length, maxima[row]);
            }
        }

        for (int row = 0; row < rows; row += TWide.Count)
        {
            TWide sum = TWide.Load(sums + row);
            TWide log = fast ? Logarithm.Of(sum) : Logarithm.OnePlus(sum);
            TWide.Store(log, sums + row);
        }

        for (int row = 0; row < rows; row++)
        {
            logs[row] = sums[row];
            if (fast)
            {
                logs[row] += SingleExp<Lanes128<float>>.Shift(maxima[row]);
                if (!Suffices(logs[row], logs[row] + maxima[row]))
                {
                    logs[row] = Logarithm.OnePlus(AccurateRest(logits + row * length, length, maxima[row]));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFast(int length) => TLanes.TableBits > 0 && length > Column.Longest;

    private static double FastSum(float* logits, int length, float maximum) => typeof(TLanes) == typeof(Lanes512<float>)
        ? SingleSum<Lanes512<float>, Lanes512<double>>.Of(logits, length, maximum)
        : SingleSum<Lanes256<float>, Lanes256<double>>.Of(logits, length, maximum);

    private static double AccurateRest(float* logits, int length, float maximum) => length <= Column.Longest && Width.Has256
        ? WidenedSum<Lanes256<double>>.WithoutMaximum(logits, length, maximum)
        : WidenedSum<TWide>.WithoutMaximum(logits, length, maximum);

    /// <summary>Whether an error of 2^-29 is small beside half a unit of the results.</summary>
    /// <remarks>
    /// Against it stands a unit of 2^-24 of the log-sum-exp, of which 0.02 may be spent, and of the largest log-probability, −log Σ, of
    /// which 0.1 may.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Suffices(double log, double logSumExp) => log >= 0.25 && Math.Abs(logSumExp) >= 2;
}
