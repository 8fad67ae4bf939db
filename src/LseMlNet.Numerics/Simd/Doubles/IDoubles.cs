namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// A vector register of doubles. It has only the operations that the kernels need, because each of them costs the JIT time.
/// </summary>
internal unsafe interface IDoubles<TSelf>
    where TSelf : unmanaged, IDoubles<TSelf>
{
    static abstract int Count { get; }

    /// <summary>0, 1, 2, … : the number of each lane.</summary>
    static abstract TSelf Indices { get; }

    /// <summary>
    /// The entries 2^(j / 8), each with j · 2^49 added to its bits. Only registers of 512 bits have
    /// room for them; elsewhere, the table is 1.
    /// </summary>
    static abstract TSelf Table { get; }

    /// <summary>The rounding errors of <see cref="Table"/>, relative to the entries.</summary>
    static abstract TSelf TableRest { get; }

    static abstract bool HasTable { get; }

    /// <summary>Whether the processor computes a · b + c with one rounding.</summary>
    static abstract bool IsFused { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf Create(double value);

    static abstract TSelf Load(double* source);

    static abstract void Store(TSelf value, double* destination);

    /// <summary>Computes a · b + c, with one rounding where the processor has such an instruction.</summary>
    static abstract TSelf MulAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Computes a · b + c with one rounding everywhere. This is slow on processors without such an instruction.</summary>
    static abstract TSelf FusedMulAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Returns the larger number. If <paramref name="b"/> is NaN, the result is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>Returns <paramref name="then"/> in the lanes where a and b are equal, and <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TSelf WhereEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>Returns <paramref name="then"/> in the lanes where a is less than b, and <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    static abstract int CountEqual(TSelf a, TSelf b);

    /// <summary>Returns a bit for each lane, the lowest for the first: 1 if a is less than b.</summary>
    static abstract uint MaskLess(TSelf a, TSelf b);

    static abstract TSelf AddBits(TSelf a, TSelf b);

    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    static abstract TSelf ShiftLeft(TSelf value, int bits);

    static abstract TSelf ShiftRight(TSelf value, int bits);

    /// <summary>Returns the entries whose numbers are in the low bits of <paramref name="index"/>.</summary>
    static abstract TSelf Lookup(TSelf table, TSelf index);

    static abstract double First(TSelf value);

    static abstract double MaxAcross(TSelf value);

    /// <summary>Returns the sum of all lanes: halves first, then quarters, and so on.</summary>
    static abstract double SumAcross(TSelf value);

    /// <summary>Whether <paramref name="a"/> is less than <paramref name="b"/> in any lane. NaN does not count as less.</summary>
    static abstract bool AnyLess(TSelf a, TSelf b);

    /// <summary>0 in the lanes where <paramref name="a"/> is less than <paramref name="b"/>, and the value in the others.</summary>
    static abstract TSelf ZeroWhereLess(TSelf value, TSelf a, TSelf b);

    /// <summary>Loads as many floats as the register has lanes.</summary>
    static abstract TSelf LoadWidened(float* source);

    /// <summary>
    /// Loads the first <paramref name="count"/> floats, which are fewer than the lanes of the register, and fills the other lanes with −∞.
    /// </summary>
    static abstract TSelf LoadWidenedPartial(float* source, int count);

    /// <summary>Stores the lanes as floats.</summary>
    static abstract void StoreNarrowed(TSelf value, float* destination);
}
