namespace LseMlNet.Numerics.Simd;

/// <summary>Chooses the sums of <see cref="LabelledTotals"/> when a kernel is compiled, so that the other sums cost nothing.</summary>
internal interface ILabelledNeeds
{
    /// <summary>Whether Squares, Rank and LabelPower are needed.</summary>
    static abstract bool Metrics { get; }

    /// <summary>Whether WeightedSquares is needed.</summary>
    static abstract bool Curvature { get; }
}

/// <summary>The sums that <see cref="LabelledRow"/> needs.</summary>
internal readonly struct MetricNeeds : ILabelledNeeds
{
    public static bool Metrics => true;

    public static bool Curvature => false;
}

/// <summary>The sums that <see cref="LabelledLoss"/> needs.</summary>
internal readonly struct LossNeeds : ILabelledNeeds
{
    public static bool Metrics => false;

    public static bool Curvature => true;
}
