using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// log Σ e^(x − m) of one row of floats, where m is the maximum, for rows so short that <see cref="Columns{TLanes, TWide}"/> must
/// return the same bits.
/// </summary>
internal static unsafe class ShortLog
{
    /// <summary>
    /// Handles rows of at most <see cref="Column.Longest"/> elements. If the maximum is not finite, the logarithm is NaN.
    /// </summary>
    public static double Of(float* logits, int length, out float maximum)
    {
        if (length > Lanes256<double>.Count)
        {
            return OfSeveralRegisters(logits, length, out maximum);
        }

        Lanes256<double> x = length == Lanes256<double>.Count
            ? Lanes256<double>.LoadWidened(logits)
            : Lanes256<double>.LoadWidenedPartial(logits, length);
        double largest = Lanes256<double>.MaxAcross(Lanes256<double>.Max(x, Lanes256<double>.Create(double.NegativeInfinity)));
        maximum = (float)largest;
        double sum = Lanes256<double>.SumAcross(WidenedSum<Lanes256<double>>.Term(x, Lanes256<double>.Create(largest))) - 1;
        return Logarithm.OnePlus(WidenedSum<Lanes256<double>>.IsSmall(sum) ? WidenedSum<Lanes256<double>>.Others(logits, length, largest) : sum);
    }

    private static double OfSeveralRegisters(float* logits, int length, out float maximum)
    {
        double largest = Maximum(logits, length);
        maximum = (float)largest;
        return Logarithm.OnePlus(WidenedSum<Lanes256<double>>.WithoutMaximum(logits, length, largest));
    }

    /// <summary>Returns the largest element, at least −∞. If an element is NaN, returns the largest of the others or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Maximum(float* logits, int length)
    {
        Lanes256<double> largest = Lanes256<double>.Create(double.NegativeInfinity);
        int i = 0;
        for (; i <= length - Lanes256<double>.Count; i += Lanes256<double>.Count)
        {
            largest = Lanes256<double>.Max(Lanes256<double>.LoadWidened(logits + i), largest);
        }

        if (i < length)
        {
            largest = Lanes256<double>.Max(Lanes256<double>.LoadWidenedPartial(logits + i, length - i), largest);
        }

        return Lanes256<double>.MaxAcross(largest);
    }
}
