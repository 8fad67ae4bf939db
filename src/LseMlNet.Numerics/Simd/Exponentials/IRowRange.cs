namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The range that the elements of a row are in. It is a type, so that the JIT compiles one loop per range and omits the steps
/// that the range does not need.
/// </summary>
internal interface IRowRange
{
    /// <summary>Whether the maximum is subtracted before the exponential, rather than from its exponent.</summary>
    static abstract bool SubtractsMaximum { get; }

    /// <summary>Whether the scale follows from the maximum, rather than being the same for all rows.</summary>
    static abstract bool Shifts { get; }

    /// <summary>Whether an element may be so far below the maximum that its exponential is 0.</summary>
    static abstract bool Vanishes { get; }
}

/// <summary>Ordinary rows: the maximum is near 0, and no exponential is 0.</summary>
internal readonly struct OrdinaryRow : IRowRange
{
    public static bool SubtractsMaximum => false;

    public static bool Shifts => true;

    public static bool Vanishes => false;
}

/// <summary>Rows whose maximum is near 0, and which may have exponentials that are 0.</summary>
internal readonly struct NearRow : IRowRange
{
    public static bool SubtractsMaximum => false;

    public static bool Shifts => true;

    public static bool Vanishes => true;
}

/// <summary>Rows so far from 0 that subtracting the maximum is exact wherever the exponential is not 0.</summary>
internal readonly struct FarRow : IRowRange
{
    public static bool SubtractsMaximum => true;

    public static bool Shifts => true;

    public static bool Vanishes => true;
}
