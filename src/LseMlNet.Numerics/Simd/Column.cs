using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>Turns a group of rows into columns and back: element i of row r lies at i · <see cref="RowGroup.Rows"/> + r.</summary>
internal static unsafe class Column
{
    public const int Longest = 16;

    private const int Rows = RowGroup.Rows;

    public static void Transpose(float* rows, float* columns, int length, int count)
    {
        int row = 0;
        for (; CanMove(row, length, count); row += 4)
        {
            for (int i = 0; i < length; i += 4)
            {
                int column = First(i, length);
                Move(rows + row * length + column, length, columns + column * Rows + row, Rows);
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

    public static void TransposeBack(float* columns, float* rows, int length, int count)
    {
        int row = 0;
        for (; CanMove(row, length, count); row += 4)
        {
            for (int i = 0; i < length; i += 4)
            {
                int column = First(i, length);
                Move(columns + column * Rows + row, Rows, rows + row * length + column, length);
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

    /// <summary>Whether four elements of four rows lie within the group, of rows shorter than that with some of the next, whose turn to be
    /// written comes later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CanMove(int row, int length, int count) => row <= count - 4 && (row + 3) * length + 4 <= count * length;

    /// <summary>The last four elements overlap those before where the length is not a multiple.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First(int i, int length) => Math.Max(0, Math.Min(i, length - 4));

    /// <summary>Transposes four by four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(float* source, int sourceStride, float* destination, int destinationStride)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + 2 * sourceStride);
        Vector128<float> d = Vector128.Load(source + 3 * sourceStride);
        Vector128<double> ab = Sse.UnpackLow(a, b).AsDouble();
        Vector128<double> cd = Sse.UnpackLow(c, d).AsDouble();
        Vector128<double> abHigh = Sse.UnpackHigh(a, b).AsDouble();
        Vector128<double> cdHigh = Sse.UnpackHigh(c, d).AsDouble();
        Sse2.UnpackLow(ab, cd).AsSingle().Store(destination);
        Sse2.UnpackHigh(ab, cd).AsSingle().Store(destination + destinationStride);
        Sse2.UnpackLow(abHigh, cdHigh).AsSingle().Store(destination + 2 * destinationStride);
        Sse2.UnpackHigh(abHigh, cdHigh).AsSingle().Store(destination + 3 * destinationStride);
    }
}
