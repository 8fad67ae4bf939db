namespace LseMlNet.Numerics.Simd;

/// <summary>Chooses the sums of <see cref="LabelledTotals"/> when a kernel is compiled, so that the other sums cost nothing.</summary>
internal interface ILabelledNeeds
{
    /// <summary>Whether Squares, Rank and LabelPower are needed.</summary>
    static abstract bool Metrics { get; }

    /// <summary>Whether WeightedSquares and WeightedCubes are needed.</summary>
    static abstract bool Derivatives { get; }
}

/// <summary>The sums that <see cref="LabelledRow"/> needs.</summary>
internal readonly struct MetricNeeds : ILabelledNeeds
{
    public static bool Metrics => true;

    public static bool Derivatives => false;
}

/// <summary>The sums that <see cref="LabelledLoss"/> needs.</summary>
internal readonly struct LossNeeds : ILabelledNeeds
{
    public static bool Metrics => false;

    public static bool Derivatives => true;
}
