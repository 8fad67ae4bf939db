namespace LseMlNet.Numerics.Simd;

/// <summary>Where the elements of a row lie, as a type, so that the JIT compiles a loop for each kind of row and leaves out what it does not need.</summary>
internal interface IRowRange
{
    /// <summary>Whether the maximum is subtracted before an exponential is taken, and not in its exponent.</summary>
    static abstract bool SubtractsMaximum { get; }

    /// <summary>Whether the exponent is that of the maximum, and not the same for all rows.</summary>
    static abstract bool Shifts { get; }

    /// <summary>Whether an element may be so far below the maximum that its exponential is 0.</summary>
    static abstract bool Vanishes { get; }
}

/// <summary>Rows near 0 of which no exponential is 0: the ordinary ones.</summary>
internal readonly struct OrdinaryRow : IRowRange
{
    public static bool SubtractsMaximum => false;

    public static bool Shifts => true;

    public static bool Vanishes => false;
}

/// <summary>Rows whose maximum is near 0.</summary>
internal readonly struct NearRow : IRowRange
{
    public static bool SubtractsMaximum => false;

    public static bool Shifts => true;

    public static bool Vanishes => true;
}

/// <summary>Rows so far away that subtracting the maximum is exact wherever the result is not 0.</summary>
internal readonly struct FarRow : IRowRange
{
    public static bool SubtractsMaximum => true;

    public static bool Shifts => true;

    public static bool Vanishes => true;
}
