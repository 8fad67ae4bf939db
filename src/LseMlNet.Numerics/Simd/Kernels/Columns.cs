using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Computes short rows of floats with one row in each lane. A group of rows is transposed, so that every step uses whole registers however
/// short the rows are. The arithmetic and its order are the same as for a single row, and so are the bits of the results.
/// </summary>
internal static unsafe class Columns<TLanes, TWide>
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TWide : unmanaged, ILanes<TWide, double>
{
    private const int Rows = RowGroup.Rows;

    public static void Softmax(float* logits, float* probabilities, int length, int rows)
    {
        byte* memory = stackalloc byte[Column.Longest * Rows * (sizeof(double) + sizeof(float)) + CacheLine.Bytes];
        double* powers = (double*)CacheLine.Start(memory);
        float* columns = (float*)(powers + Column.Longest * Rows);
        Column.Transpose(logits, columns, length, rows);
        for (int row = 0; row < rows; row += TLanes.Count)
        {
            Powers(columns + row, powers + row, length);
        }

        for (int row = 0; row < rows; row += TWide.Count)
        {
            Divide(powers + row, columns + row, length);
        }

        Column.TransposeBack(columns, probabilities, length, rows);
    }

    /// <summary>
    /// Computes each row's maximum m and Σ e^(x − m) − 1. The caller checks the latter with
    /// <see cref="WidenedSum{TLanes}.IsSmall"/>.
    /// </summary>
    public static void SumsWithoutMaximum(float* logits, int length, int rows, float* maxima, double* sums)
    {
        float* columns = stackalloc float[Column.Longest * Rows];
        Column.Transpose(logits, columns, length, rows);
        for (int row = 0; row < rows; row += TLanes.Count)
        {
            TLanes.Store(Maximum(columns + row, length), maxima + row);
        }

        for (int row = 0; row < rows; row += TWide.Count)
        {
            TWide.Store(SumWithoutMaximum(columns + row, length, TWide.LoadWidened(maxima + row)), sums + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Maximum(float* column, int length)
    {
        // An accumulator that starts as NaN would ignore the rest of its lane. Max with −∞ prevents this where Max returns its
        // second operand for NaN.
        TLanes maximum = TLanes.Max(TLanes.Load(column), TLanes.Create(float.NegativeInfinity));
        for (int i = 1; i < length; i++)
        {
            maximum = TLanes.Max(TLanes.Load(column + i * Rows), maximum);
        }

        return maximum;
    }

    private static void Powers(float* column, double* powers, int length)
    {
        TLanes smallest = TLanes.Load(column);
        TLanes largest = smallest;
        for (int i = 1; i < length; i++)
        {
            TLanes x = TLanes.Load(column + i * Rows);
            smallest = TLanes.Min(x, smallest);
            largest = TLanes.Max(x, largest);
        }

        // A NaN passes this test, and it can hide other elements of its lane from the minimum and the maximum. The slow path must
        // therefore not rely on these two.
        if (CentralRow.Allows(smallest, largest))
        {
            Powers<CentralRow>(SingleShortExp<TLanes>.Create<CentralRow>(0), column, powers, length);
        }
        else
        {
            Powers<FarRow>(SingleShortExp<TLanes>.Create(Maximum(column, length)), column, powers, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers<TRange>(in SingleShortExp<TLanes> exp, float* column, double* powers, int length)
        where TRange : struct, IRowRange
    {
        for (int i = 0; i < length; i++)
        {
            TLanes whole = exp.Parts<TRange>(TLanes.Load(column + i * Rows), out TLanes rest);
            TWide lower = TLanes.WidenLower<TWide>(whole);
            TWide upper = TLanes.WidenUpper<TWide>(whole);
            TWide.Store(TWide.MulAdd(lower, TLanes.WidenLower<TWide>(rest), lower), powers + i * Rows);
            TWide.Store(TWide.MulAdd(upper, TLanes.WidenUpper<TWide>(rest), upper), powers + i * Rows + TWide.Count);
        }
    }

    private static void Divide(double* powers, float* column, int length)
    {
        TWide reciprocal = TWide.Create(1) / Sum(powers, length);
        for (int i = 0; i < length; i++)
        {
            TWide.StoreNarrowed(TWide.Load(powers + i * Rows) * reciprocal, column + i * Rows);
        }
    }

    /// <summary>Adds the lanes in the order in which a single row adds them: one half onto the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Sum(double* powers, int length) =>
        Lane(powers, length, 0) + Lane(powers, length, 2) + (Lane(powers, length, 1) + Lane(powers, length, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Lane(double* powers, int length, int lane) => length < 8
        ? Terms(powers, length, lane, 4)
        : Terms(powers, length, lane, 8) + Terms(powers, length, lane + 4, 8);

    /// <summary>
    /// Adds one element of a row's first register, and the element in the same lane of its last register unless the first contains
    /// it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Terms(double* powers, int length, int lane, int width)
    {
        if (lane >= length)
        {
            return TWide.Create(0);
        }

        int other = length - width + lane;
        return other < width ? TWide.Load(powers + lane * Rows) : TWide.Load(powers + lane * Rows) + TWide.Load(powers + other * Rows);
    }

    private static TWide SumWithoutMaximum(float* column, int length, TWide maximum)
    {
        TWide sum0 = TWide.Create(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int i = 0;
        for (; i <= length - 4; i += 4)
        {
            sum0 += Term(column, i, maximum);
            sum1 += Term(column, i + 1, maximum);
            sum2 += Term(column, i + 2, maximum);
            sum3 += Term(column, i + 3, maximum);
        }

        if (i < length)
        {
            sum0 += Term(column, i, maximum);
        }

        if (i + 1 < length)
        {
            sum1 += Term(column, i + 1, maximum);
        }

        if (i + 2 < length)
        {
            sum2 += Term(column, i + 2, maximum);
        }

        return sum0 + sum2 + (sum1 + sum3) - TWide.Create(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Term(float* column, int i, TWide maximum) => WidenedSum<TWide>.Term(TWide.LoadWidened(column + i * Rows), maximum);
}
