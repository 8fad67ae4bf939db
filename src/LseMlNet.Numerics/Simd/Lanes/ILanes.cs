using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// A vector register of floats or of doubles. Kernels are written once against this interface, and the JIT compiles them for each
/// width as if they had been written for it.
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

    /// <summary>
    /// Loads the first <paramref name="count"/> elements, fewer than a register holds, and fills the other lanes. Reads nothing
    /// beyond them.
    /// </summary>
    static abstract TSelf LoadPartial(T* source, int count, T fill);

    /// <summary>Loads elements of this type, or loads elements of a narrower type and widens them.</summary>
    static abstract TSelf LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged;

    /// <summary>Does the same for the first <paramref name="count"/> elements, followed by −∞.</summary>
    static abstract TSelf LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged;

    static abstract void Store(TSelf value, T* destination);

    /// <summary>Stores doubles as floats.</summary>
    static abstract void StoreNarrowed(TSelf value, float* destination);

    /// <summary>Stores the first <paramref name="count"/> elements, fewer than a register holds. Writes nothing beyond them.</summary>
    static abstract void StorePartial(TSelf value, T* destination, int count);

    /// <summary>a · b + c, with a single rounding where the processor supports it.</summary>
    static abstract TSelf MulAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger of the two. If a is NaN, the result is b or NaN; if b is NaN, the result is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of the two. NaN is treated as in <see cref="Max"/>.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>
    /// 0 in the lanes where <paramref name="a"/> is less than <paramref name="b"/>, and the value in the others. NaN is not less.
    /// </summary>
    static abstract TSelf ZeroWhereLess(TSelf value, TSelf a, TSelf b);

    /// <summary>The value in the first <paramref name="count"/> lanes, fewer than all, followed by 0.</summary>
    static abstract TSelf KeepFirst(TSelf value, int count);

    /// <summary>The value in the last <paramref name="count"/> lanes, preceded by 0.</summary>
    static abstract TSelf KeepLast(TSelf value, int count);

    /// <summary>Whether <paramref name="a"/> is less than <paramref name="b"/> in any lane. NaN is not less.</summary>
    static abstract bool AnyLess(TSelf a, TSelf b);

    /// <summary>The value of the lowest lane.</summary>
    static abstract T First(TSelf value);

    static abstract T MaxAcross(TSelf value);

    static abstract T MinAcross(TSelf value);

    /// <summary>
    /// The lowest lanes as doubles, as many as the wide register holds: half of the floats, or all of them. Doubles stay unchanged.
    /// </summary>
    static abstract TWide WidenLower<TWide>(TSelf value)
        where TWide : unmanaged;

    /// <summary>The remaining lanes as doubles, or zeros where <see cref="WidenLower{TWide}"/> returns all lanes.</summary>
    static abstract TWide WidenUpper<TWide>(TSelf value)
        where TWide : unmanaged;

    /// <summary>
    /// Narrows doubles to floats. <paramref name="upper"/> is ignored where <paramref name="lower"/> fills all lanes of this register.
    /// </summary>
    static abstract TSelf Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged;

    /// <summary>The sum of the lanes, in double precision.</summary>
    static abstract double SumAcross(TSelf value);

    /// <summary>Adds the lanes as integers. Added to the exponent of a floating-point number, this multiplies by a power of two.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    static abstract TSelf ShiftLeft(TSelf value, int bits);

    /// <summary>Shifts zeros in from the left.</summary>
    static abstract TSelf ShiftRight(TSelf value, int bits);

    /// <summary>The number of low bits of an index that <see cref="Lookup"/> uses, or 0 if the register has no table.</summary>
    static abstract int TableBits { get; }

    // The implementations mark these getters with AggressiveInlining. Without it, the JIT would call them, and they would return
    // their register through memory.
    /// <summary>
    /// Entry k holds the bits of 2^(k / entries), minus those of k itself, which <see cref="ShiftLeft"/> moves along with the exponent.
    /// Without a table: 1.
    /// </summary>
    static abstract TSelf Table { get; }

    /// <summary>The rounding error of each entry, relative to the entry. Without a table: 0.</summary>
    static abstract TSelf TableRest { get; }

    static abstract TSelf Lookup(TSelf table, TSelf index);

    /// <summary>A table like <see cref="Table"/> with four entries, repeated in every 128 bits of the register. For floats only.</summary>
    static abstract TSelf FourEntries { get; }

    static abstract TSelf FourEntriesRest { get; }

    /// <summary>Looks up entries of a table of four. Uses the lowest two bits of an index.</summary>
    static abstract TSelf LookupOfFour(TSelf table, TSelf index);
}
