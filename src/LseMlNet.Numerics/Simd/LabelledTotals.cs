using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd;

/// <summary>The results of a pass over a row. With the maximum m and the temperature T, d = (x − m) / T.</summary>
internal unsafe struct LabelledTotals
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

    /// <summary>Σ e^d d³.</summary>
    public double WeightedCubes;

    /// <summary>Σ e^2d without the elements with d = 0.</summary>
    public double Squares;

    /// <summary>The number of classes that rank before the label: by logit, then by index.</summary>
    public int Rank;

    /// <summary>The d of the label; NaN if there is none.</summary>
    public double Label;

    /// <summary>e^d of the label, or 0 if its d is 0.</summary>
    public double LabelPower;

    /// <summary>Whether there is a softmax: no logit is NaN or +∞, and not all are −∞. If not, nothing else is defined.</summary>
    public readonly bool HasSoftmax => double.IsFinite(Maximum) && !double.IsNaN(Others);

    /// <summary>Σ e^d without one of the largest elements.</summary>
    public readonly double OthersThanOne => Equal - 1 + Others;

    /// <summary>Reads a row.</summary>
    /// <param name="logits">The row: floats or doubles. May be empty.</param>
    /// <param name="label">The index of the label; −1 if there is none.</param>
    /// <param name="temperature">The temperature, finite and greater than 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static LabelledTotals Of<T, TNeeds>(ReadOnlySpan<T> logits, int label, double temperature)
        where T : unmanaged
        where TNeeds : struct, ILabelledNeeds
    {
        LabelledTotals totals = default;
        totals.Maximum = double.NaN;
        if (!logits.IsEmpty)
        {
            fixed (T* x = logits)
            {
                // The reciprocal of a subnormal temperature can be infinite, and 0 · ∞ is NaN.
                DoubleKernels.SumLabelled<T, TNeeds>(x, logits.Length, label, Math.Min(1 / temperature, double.MaxValue), &totals);
            }
        }

        return totals;
    }
}
