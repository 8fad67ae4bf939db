using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>A pass that combines each element of a row with a number that is stored in two parts. It can work in place.</summary>
internal static unsafe class ElementwisePass<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TOperation>(T* source, T* destination, int length, T high, T low)
        where TOperation : struct, IElementwise<T, TLanes>
    {
        if (length >= TLanes.Count)
        {
            RunRegisters<TOperation>(source, destination, length, high, low);
            return;
        }

        TLanes value = TOperation.Invoke(TLanes.LoadPartial(source, length, T.Zero), TLanes.Create(high), TLanes.Create(low));
        TLanes.StorePartial(value, destination, length);
    }

    private static void RunRegisters<TOperation>(T* source, T* destination, int length, T high, T low)
        where TOperation : struct, IElementwise<T, TLanes>
    {
        TLanes highs = TLanes.Create(high);
        TLanes lows = TLanes.Create(low);
        int last = length - TLanes.Count;
        TLanes start = TOperation.Invoke(TLanes.Load(source), highs, lows);
        TLanes end = TOperation.Invoke(TLanes.Load(source + last), highs, lows);
        int i = FirstAligned(destination);
        // Four registers per iteration: with one, the loop counter limits the speed.
        for (; i < last - 3 * TLanes.Count; i += 4 * TLanes.Count)
        {
            TLanes first = TLanes.Load(source + i);
            TLanes second = TLanes.Load(source + i + TLanes.Count);
            TLanes third = TLanes.Load(source + i + 2 * TLanes.Count);
            TLanes fourth = TLanes.Load(source + i + 3 * TLanes.Count);
            TLanes.Store(TOperation.Invoke(first, highs, lows), destination + i);
            TLanes.Store(TOperation.Invoke(second, highs, lows), destination + i + TLanes.Count);
            TLanes.Store(TOperation.Invoke(third, highs, lows), destination + i + 2 * TLanes.Count);
            TLanes.Store(TOperation.Invoke(fourth, highs, lows), destination + i + 3 * TLanes.Count);
        }

        for (; i < last; i += TLanes.Count)
        {
            TLanes.Store(TOperation.Invoke(TLanes.Load(source + i), highs, lows), destination + i);
        }

        TLanes.Store(start, destination);
        TLanes.Store(end, destination + last);
    }

    /// <summary>Returns the index of the first element at a multiple of the register size, so that no store crosses a cache line.</summary>
    /// <remarks>The elements before it are in the first register, which is read before the loop and written after it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstAligned(T* address) => (int)(-(nint)address & (sizeof(TLanes) - 1)) / sizeof(T);
}
