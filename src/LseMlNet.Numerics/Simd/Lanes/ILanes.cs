using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// A vector register of either element type. Kernels are written once over this interface; the JIT compiles them for each width as if
/// they had been written for it.
/// </summary>
internal unsafe interface ILanes<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf Create(T value);

    static abstract TSelf Load(T* source);

    /// <summary>The first <paramref name="count"/> elements, less than a register of them; reads nothing beyond.</summary>
    static abstract TSelf LoadPartial(T* source, int count, T fill);

    /// <summary>Reads elements of this type, or of a narrower one and widens them.</summary>
    static abstract TSelf LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged;

    /// <summary>The same for the first <paramref name="count"/> elements, with −∞ behind them.</summary>
    static abstract TSelf LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged;

    static abstract void Store(TSelf value, T* destination);

    /// <summary>Writes doubles as floats.</summary>
    static abstract void StoreNarrowed(TSelf value, float* destination);

    /// <summary>Writes the first <paramref name="count"/> elements, less than a register of them, and nothing beyond.</summary>
    static abstract void StorePartial(TSelf value, T* destination, int count);

    /// <summary>a · b + c, in one rounding where the machine has it.</summary>
    static abstract TSelf MulAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger; where a is NaN the result is b or NaN, where b is NaN it is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller; NaN as with <see cref="Max"/>.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>0 where <paramref name="a"/> is less than <paramref name="b"/>, else the value; a NaN is not less.</summary>
    static abstract TSelf ZeroWhereLess(TSelf value, TSelf a, TSelf b);

    /// <summary>The value in the first <paramref name="count"/> lanes, fewer than all, 0 behind them.</summary>
    static abstract TSelf KeepFirst(TSelf value, int count);

    /// <summary>The value in the last <paramref name="count"/> lanes, 0 before them.</summary>
    static abstract TSelf KeepLast(TSelf value, int count);

    /// <summary>Whether a lane of <paramref name="a"/> is less than that of <paramref name="b"/>; a NaN is not.</summary>
    static abstract bool AnyLess(TSelf a, TSelf b);

    /// <summary>The lowest lane.</summary>
    static abstract T First(TSelf value);

    static abstract T MaxAcross(TSelf value);

    static abstract T MinAcross(TSelf value);

    /// <summary>The lowest lanes as doubles, as many as the other register holds: half of the floats, or all of them; doubles stay as they are.</summary>
    static abstract TWide WidenLower<TWide>(TSelf value)
        where TWide : unmanaged;

    /// <summary>The lanes behind those as doubles; zeros where the lower ones were all.</summary>
    static abstract TWide WidenUpper<TWide>(TSelf value)
        where TWide : unmanaged;

    /// <summary>Doubles as floats; upper ones are not looked at where the lower ones are as many as this register holds.</summary>
    static abstract TSelf Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged;

    /// <summary>The sum of the lanes in double precision.</summary>
    static abstract double SumAcross(TSelf value);

    /// <summary>Adds as integers: to floating-point numbers this multiplies by a power of two.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    static abstract TSelf ShiftLeft(TSelf value, int bits);

    /// <summary>Fills with zeros.</summary>
    static abstract TSelf ShiftRight(TSelf value, int bits);

    /// <summary>How many low bits of an index <see cref="Lookup"/> looks at; 0 where the register has no table.</summary>
    static abstract int TableBits { get; }

    // Getters of registers carry AggressiveInlining in the implementations: without it the JIT calls them and returns through memory.
    /// <summary>2^(k / entries) for each entry k, less k in the place where <see cref="ShiftLeft"/> puts it; 1 where there is no table.</summary>
    static abstract TSelf Table { get; }

    /// <summary>What the rounding of each entry left, relative to the entry; 0 where there is no table.</summary>
    static abstract TSelf TableRest { get; }

    static abstract TSelf Lookup(TSelf table, TSelf index);

    /// <summary>A table as <see cref="Table"/> with four entries, in each 128 bits of the register; for floats and 256 bits or more.</summary>
    static abstract TSelf FourEntries { get; }

    static abstract TSelf FourEntriesRest { get; }

    /// <summary>Looks at the lowest two bits of an index.</summary>
    static abstract TSelf LookupOfFour(TSelf table, TSelf index);
}
