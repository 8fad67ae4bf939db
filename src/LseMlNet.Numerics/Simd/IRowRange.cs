namespace LseMlNet.Numerics.Simd;

/// <summary>Where the maximum of a row lies, as a type, so that the JIT compiles the loops of either kind by themselves.</summary>
internal interface IRowRange
{
    /// <summary>Whether the maximum is subtracted before an exponential is taken, and not in its exponent.</summary>
    static abstract bool SubtractsMaximum { get; }
}

/// <summary>Rows near 0, the ordinary ones.</summary>
internal readonly struct NearRow : IRowRange
{
    public static bool SubtractsMaximum => false;
}

/// <summary>Rows so far away that subtracting the maximum is exact wherever the result is not 0.</summary>
internal readonly struct FarRow : IRowRange
{
    public static bool SubtractsMaximum => true;
}
