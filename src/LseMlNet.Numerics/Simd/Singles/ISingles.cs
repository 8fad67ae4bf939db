namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// A vector register of floats. It has only the operations that the kernels need, because each of them costs the JIT time. Kernels are
/// written once against this interface, and the JIT compiles them for each width as if they had been written for it.
/// </summary>
internal unsafe interface ISingles<TSelf>
    where TSelf : unmanaged, ISingles<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf Create(float value);

    static abstract TSelf Load(float* source);

    /// <summary>
    /// Loads the first <paramref name="count"/> elements, fewer than a register holds, and fills the other lanes. Reads nothing
    /// beyond them.
    /// </summary>
    static abstract TSelf LoadPartial(float* source, int count, float fill);

    static abstract void Store(TSelf value, float* destination);

    /// <summary>Stores the first <paramref name="count"/> elements, fewer than a register holds. Writes nothing beyond them.</summary>
    static abstract void StorePartial(TSelf value, float* destination, int count);

    /// <summary>a · b + c, with a single rounding where the processor supports it.</summary>
    static abstract TSelf MulAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger of the two. If a is NaN, the result is b or NaN; if b is NaN, the result is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of the two. NaN is treated as in <see cref="Max"/>.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>
    /// 0 in the lanes where <paramref name="a"/> is less than <paramref name="b"/>, and the value
    /// in the others. NaN does not count as less.
    /// </summary>
    static abstract TSelf ZeroWhereLess(TSelf value, TSelf a, TSelf b);

    /// <summary>The value in the first <paramref name="count"/> lanes, which are not all lanes, followed by 0.</summary>
    static abstract TSelf KeepFirst(TSelf value, int count);

    /// <summary>The value in the last <paramref name="count"/> lanes, preceded by 0.</summary>
    static abstract TSelf KeepLast(TSelf value, int count);

    /// <summary>Whether <paramref name="a"/> is less than <paramref name="b"/> in any lane. NaN does not count as less.</summary>
    static abstract bool AnyLess(TSelf a, TSelf b);

    static abstract float MaxAcross(TSelf value);

    static abstract float MinAcross(TSelf value);

    /// <summary>The lowest lanes as doubles, as many as the wide register holds: half of the floats, or all of them.</summary>
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

    /// <summary>
    /// Adds the lanes as integers. If the integer is added to the exponent of a floating-point number,
    /// the number is multiplied by a power of two.
    /// </summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>Moves the low bits of an integer to the exponent of a float.</summary>
    static abstract TSelf ShiftToExponent(TSelf value);

    /// <summary>
    /// The table for <see cref="Power"/>, as large as a register: entry k holds the bits of 2^(k / entries), minus those of k itself, which
    /// the shift moves along with the exponent. Registers of 128 bits have none.
    /// </summary>
    static abstract TSelf Table { get; }

    /// <summary>The rounding error of each entry, relative to the entry.</summary>
    static abstract TSelf TableRest { get; }

    /// <summary>Returns 2^t, where the low bits of t hold an integer number of table entries.</summary>
    static abstract TSelf Power(TSelf table, TSelf t);

    /// <summary>Returns the entries of <see cref="TableRest"/> for t.</summary>
    static abstract TSelf Lookup(TSelf table, TSelf t);

    /// <summary>Does the same as <see cref="Power"/>, with a table of four entries. With 128 bits, this needs AVX.</summary>
    static abstract TSelf PowerOfFour(TSelf t);

    /// <summary>Does the same as <see cref="Lookup"/>, with a table of four entries.</summary>
    static abstract TSelf RestOfFour(TSelf t);
}
