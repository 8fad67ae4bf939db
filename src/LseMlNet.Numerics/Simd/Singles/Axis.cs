using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Operations on floats in the layout [outer, classCount, innerLength]. Consecutive positions occupy the lanes of a register; the classes
/// are the loop, and nothing is transposed. Positions that do not fill a register are gathered into a buffer, with one register per class.
/// </summary>
/// <remarks>
/// A unit is a tile: up to <see cref="Groups"/> registers of positions of one outer index, or one register of gathered positions.
/// </remarks>
internal readonly unsafe struct Axis(
    RowFunction function, float* logits, int* labels, float* results, int classes, int inner, int positions,
    SingleScale* scale) : ISingleOperation
{
    /// <summary>
    /// The maximum number of registers of positions in a tile. A tile of this size covers whole cache lines of each
    /// class, which stay in the first-level cache.
    /// </summary>
    private const int Groups = 4;

    /// <summary>More classes do not fit into the buffer of gathered positions.</summary>
    private const int MostGathered = 1024;

    private const int MostLanes = 16;

    /// <summary>Returns the number of units for registers with this many lanes.</summary>
    public static int Units(int inner, int positions, int lanes) =>
        inner < lanes ? (positions + lanes - 1) / lanes : positions / inner * UnitsOfPlane(inner, lanes);

    public void Run<TLanes, TShortExp, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        for (int unit = first; unit < end; unit++)
        {
            if (inner < TLanes.Count)
            {
                int start = unit * TLanes.Count;
                Gather<TLanes, TShortExp, TExp, TWide>(start, Math.Min(TLanes.Count, positions - start));
                continue;
            }

            int unitsOfPlane = UnitsOfPlane(inner, TLanes.Count);
            (int plane, int tile) = Math.DivRem(unit, unitsOfPlane);
            int whole = inner - inner % TLanes.Count;
            int offset = Math.Min(tile * Groups * TLanes.Count, whole);
            int groups = Math.Min(Groups, (whole - offset) / TLanes.Count);
            int position = plane * inner + offset;
            if (groups == 0)
            {
                Gather<TLanes, TShortExp, TExp, TWide>(position, inner - offset);
                continue;
            }

            nint place = (nint)plane * classes * inner + offset;
            RunTile<TLanes, TShortExp, TExp, TWide>(logits + place, results + place, inner, groups, position, groups * TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunScalar(int first, int end) =>
        new ScalarAxis<float>(logits, classes, inner, scale->Temperature).Run(function, labels, results, first, end);

    // The number of tiles of whole registers, plus one if positions are left over.
    private static int UnitsOfPlane(int inner, int lanes)
    {
        int tiles = (inner / lanes + Groups - 1) / Groups;
        return inner % lanes == 0 ? tiles : tiles + 1;
    }

    private void Gather<TLanes, TShortExp, TExp, TWide>(int first, int count)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        if (classes > MostGathered)
        {
            RunScalar(first, first + count);
            return;
        }

        byte* memory = stackalloc byte[classes * sizeof(TLanes) + CacheLine.Bytes];
        float* buffer = (float*)CacheLine.Start(memory);
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            // The lanes that are left over repeat the first position.
            float* source = logits + ClassAxis.Start(first + (lane < count ? lane : 0), classes, inner);
            for (int i = 0; i < classes; i++)
            {
                buffer[i * TLanes.Count + lane] = source[(nint)i * inner];
            }
        }

        RunTile<TLanes, TShortExp, TExp, TWide>(buffer, buffer, TLanes.Count, 1, first, count);
        if (function is RowFunction.Softmax or RowFunction.LogSoftmax)
        {
            for (int lane = 0; lane < count; lane++)
            {
                float* destination = results + ClassAxis.Start(first + lane, classes, inner);
                for (int i = 0; i < classes; i++)
                {
                    destination[(nint)i * inner] = buffer[i * TLanes.Count + lane];
                }
            }
        }
    }

    /// <summary>Computes registers of positions. The first <paramref name="count"/> positions have a result.</summary>
    private void RunTile<TLanes, TShortExp, TExp, TWide>(float* x, float* y, nint stride, int groups, int position, int count)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        if (function == RowFunction.Softmax)
        {
            Tile<TLanes, TShortExp, TExp, TWide>.Softmax(x, y, classes, stride, groups, in *scale);
            return;
        }

        if (function == RowFunction.Entropy)
        {
            Tile<TLanes, TShortExp, TExp, TWide>.Entropy(x, classes, stride, groups, results + position, count, in *scale);
            return;
        }

        float* maxima = stackalloc float[Groups * MostLanes];
        double* logs = stackalloc double[Groups * MostLanes];
        Tile<TLanes, TShortExp, TExp, TWide>.Logs(x, classes, stride, groups, maxima, logs, in *scale);
        if (function == RowFunction.LogSoftmax)
        {
            LogSoftmaxTile<TLanes>.Run(x, y, classes, stride, groups, maxima, logs, in *scale);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            ScalarRow<float> row = new(x + i, classes, stride, scale->Temperature);
            results[position + i] = function == RowFunction.CrossEntropy
                ? LogRows.CrossEntropy(x + i, stride, labels[position + i], maxima[i], logs[i], in *scale)
                : double.IsNaN(logs[i]) ? row.LogSumExp() : (float)(maxima[i] * scale->Inverse + logs[i]);
        }
    }
}
