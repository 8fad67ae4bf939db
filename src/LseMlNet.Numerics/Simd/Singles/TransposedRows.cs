using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Batches of short rows. A group of rows is transposed, so that each row occupies one lane of a
/// <see cref="Tile{TLanes, TShortExp, TExp, TWide}"/>.
/// </summary>
internal static unsafe class TransposedRows
{
    /// <summary>The maximum number of rows in a group. Element i of row r is at i · Rows + r.</summary>
    public const int Rows = 64;

    /// <summary>The number of rows that are transposed together.</summary>
    public const int RowsAtOnce = 8;

    private const int Longest = SingleKernels.LongestShortRow;

    /// <summary>Returns the number of rows of the next group. Leftover rows that cannot be transposed are computed one by one.</summary>
    public static int Count(int rows) => Math.Min(rows, Rows) / RowsAtOnce * RowsAtOnce;

    [MethodImpl(Kernel.Options)]
    public static void Softmax<TLanes, TShortExp, TExp, TWide>(
        float* logits, float* probabilities, int length, int rows, in SingleScale scale)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        byte* memory = stackalloc byte[Longest * Rows * sizeof(float) + CacheLine.Bytes];
        float* columns = (float*)CacheLine.Start(memory);
        Transpose(logits, columns, length, rows);
        int groups = (rows + TLanes.Count - 1) / TLanes.Count;
        Tile<TLanes, TShortExp, TExp, TWide>.Softmax(columns, columns, length, Rows, groups, in scale);
        TransposeBack(columns, probabilities, length, rows);
    }

    /// <summary>Computes each row's maximum m and log Σ e^((x − m) / T), as <see cref="ShortLog{TLanes}.Of"/> does.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Logs<TLanes, TShortExp, TExp, TWide>(
        float* logits, int length, int rows, float* maxima, double* logs, in SingleScale scale)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        float* columns = stackalloc float[Longest * Rows];
        Transpose(logits, columns, length, rows);
        int groups = (rows + TLanes.Count - 1) / TLanes.Count;
        Tile<TLanes, TShortExp, TExp, TWide>.Sums(columns, length, Rows, groups, maxima, logs, false, in scale);
        for (int row = 0; row < rows; row++)
        {
            if (WidenedSum<TWide>.IsSmall(logs[row]))
            {
                logs[row] = WidenedSum<Doubles256>.Others(logits + row * length, length, maxima[row], scale.Inverse);
            }
        }

        for (int row = 0; row < rows; row += TWide.Count)
        {
            TWide.Store(Logarithm.OnePlus(TWide.Load(logs + row)), logs + row);
        }

        for (int row = 0; row < rows; row++)
        {
            if (double.IsNaN(logs[row]))
            {
                maxima[row] = LogSum.Special(logits + row * length, length);
            }
        }
    }

    /// <summary>Transposes a group whose number of rows is a multiple of <see cref="RowsAtOnce"/>.</summary>
    [MethodImpl(Kernel.Options)]
    private static void Transpose(float* rows, float* columns, int length, int count)
    {
        int row = 0;
        for (; CanMove(row, length, count); row += RowsAtOnce)
        {
            for (int i = 0; i < length; i += 4)
            {
                int column = First(i, length);
                float* source = rows + row * length + column;
                float* destination = columns + column * Rows + row;
                (Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) = Transposed(
                    Pair(source, 4 * length), Pair(source + length, 4 * length), Pair(source + 2 * length, 4 * length), Pair(
                        source + 3 * length, 4 * length));
                a.Store(destination);
                b.Store(destination + Rows);
                c.Store(destination + 2 * Rows);
                d.Store(destination + 3 * Rows);
            }
        }

        for (; row < count; row++)
        {
            for (int i = 0; i < length; i++)
            {
                columns[i * Rows + row] = rows[row * length + i];
            }
        }
    }

    /// <inheritdoc cref="Transpose"/>
    [MethodImpl(Kernel.Options)]
    private static void TransposeBack(float* columns, float* rows, int length, int count)
    {
        int row = 0;
        for (; CanMove(row, length, count); row += RowsAtOnce)
        {
            for (int i = 0; i < length; i += 4)
            {
                int column = First(i, length);
                float* source = columns + column * Rows + row;
                float* destination = rows + row * length + column;
                (Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) = Transposed(
                    Vector256.Load(source), Vector256.Load(source + Rows), Vector256.Load(source + 2 * Rows), Vector256.Load(
                        source + 3 * Rows));
                a.GetLower().Store(destination);
                b.GetLower().Store(destination + length);
                c.GetLower().Store(destination + 2 * length);
                d.GetLower().Store(destination + 3 * length);
                a.GetUpper().Store(destination + 4 * length);
                b.GetUpper().Store(destination + 5 * length);
                c.GetUpper().Store(destination + 6 * length);
                d.GetUpper().Store(destination + 7 * length);
            }
        }

        for (; row < count; row++)
        {
            for (int i = 0; i < length; i++)
            {
                rows[row * length + i] = columns[i * Rows + row];
            }
        }
    }

    /// <summary>
    /// Whether four elements of each of the next rows are inside the group. In rows of fewer than four elements, some of the moved elements
    /// belong to the following row, which is written later.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CanMove(int row, int length, int count) => row < count && (row + RowsAtOnce - 1) * length + 4 <= count * length;

    /// <summary>If the length is not a multiple of four, the last four elements overlap the four before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First(int i, int length) => Math.Max(0, Math.Min(i, length - 4));

    /// <summary>Loads four elements of a row, and four elements of the row that is four rows below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* source, int distance) =>
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + distance));

    /// <summary>Transposes 4 × 4 elements in each half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> A, Vector256<float> B, Vector256<float> C, Vector256<float> D) Transposed(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble();
        Vector256<double> cd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> abHigh = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cdHigh = Avx.UnpackHigh(c, d).AsDouble();
        return (
            Avx.UnpackLow(ab, cd).AsSingle(), Avx.UnpackHigh(ab, cd).AsSingle(),
            Avx.UnpackLow(abHigh, cdHigh).AsSingle(), Avx.UnpackHigh(abHigh, cdHigh).AsSingle());
    }
}
