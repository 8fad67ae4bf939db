using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd;
using System.Numerics;

namespace LseMlNet.Numerics;

/// <summary>
/// The contribution of a row of logits and its label to metrics, from one pass over the row in double precision. Below, p is the
/// softmax of the logits, and y is the label.
/// </summary>
/// <remarks>
/// This type is internal, because it has only the properties that the metrics of LseMlNet need. The relative error of <see cref="Loss"/>,
/// <see cref="Entropy"/> and <see cref="OddsAgainst"/> is below 2⁻⁵² · (2 + d + n / 64), where n is the number of logits and d the
/// difference of the two largest. The error of <see cref="BrierScore"/> is below twice this bound, and that of <see cref="Confidence"/>
/// below 2⁻⁵² · (2 + n / 64). Probabilities below e⁻⁷⁰⁸ times the largest count as 0.
/// </remarks>
internal readonly struct LabelledRow
{
    private readonly LabelledTotals _totals;
    private readonly double _logSum;

    private LabelledRow(in LabelledTotals totals)
    {
        _totals = totals;
        _logSum = ScalarFunctions.LogOnePlus(totals.OthersThanOne);
    }

    /// <summary>
    /// Whether there is a softmax: no logit is NaN or +∞, and not all are −∞. If there is none, no other property is defined.
    /// </summary>
    public bool HasSoftmax => _totals.HasSoftmax;

    /// <summary>The number of classes that rank before the label: by logit, then by index.</summary>
    public int Rank => _totals.Rank;

    /// <summary>
    /// (1 − q) / q for the largest probability q, without the rounding of q. It is 0 only if all other logits are far smaller.
    /// </summary>
    public double OddsAgainst => _totals.OthersThanOne;

    /// <summary>log((1 − q) / q).</summary>
    public double LogOddsAgainst => Math.Log(OddsAgainst);

    /// <summary>The largest probability.</summary>
    public double Confidence => 1 / (1 + OddsAgainst);

    /// <summary>−log p(y).</summary>
    public double Loss => _logSum - _totals.Label;

    /// <summary>−Σ p log p.</summary>
    public double Entropy => _logSum - _totals.Weighted / (1 + OddsAgainst);

    /// <summary>Σ (p − [i = y])².</summary>
    public double BrierScore
    {
        get
        {
            // 1 − p(y) is the sum of the other probabilities, which stays accurate when p(y) is close to 1.
            double sum, squares;
            if (_totals.Label == 0)
            {
                sum = OddsAgainst;
                squares = _totals.Equal - 1 + _totals.Squares;
            }
            else
            {
                double own = _totals.LabelPower;
                sum = _totals.Equal + (_totals.Others - own);
                squares = _totals.Equal + (_totals.Squares - own * own);
            }

            double total = 1 + OddsAgainst;
            return (squares + sum * sum) / (total * total);
        }
    }

    /// <summary>Reads a row.</summary>
    /// <param name="logits">The row: floats or doubles. May be empty.</param>
    /// <param name="label">The index of the label; −1 if there is none. Everything that depends on the label is then NaN.</param>
    public static LabelledRow Of<T>(ReadOnlySpan<T> logits, int label)
        where T : unmanaged => new(LabelledTotals.Of<T, MetricNeeds>(logits, label, 1));

    /// <summary>Returns the index of the first of the largest logits.</summary>
    /// <param name="logits">The row that these results come from. It must have a softmax.</param>
    public unsafe int FindLargest<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* x = logits)
        {
            return Extremes<T>.IndexOf(T.CreateTruncating(_totals.Maximum), x, logits.Length);
        }
    }
}
