namespace LseMlNet.Numerics.Simd;

/// <summary>What a pass over a row finds. With the maximum m and the temperature T, d = (x − m) / T.</summary>
internal struct LabelledTotals
{
    /// <summary>m, not divided by T.</summary>
    public double Maximum;

    /// <summary>The number of elements with d = 0.</summary>
    public double Equal;

    /// <summary>Σ e^d without those elements.</summary>
    public double Others;

    /// <summary>Σ e^d d.</summary>
    public double Weighted;

    /// <summary>Σ e^d d².</summary>
    public double WeightedSquares;

    /// <summary>Σ e^2d without the elements with d = 0.</summary>
    public double Squares;

    /// <summary>The number of classes that rank before the label: by logit, then by index.</summary>
    public double Rank;

    /// <summary>The d of the label; NaN if there is none.</summary>
    public double Label;
}
