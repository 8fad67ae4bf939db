using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

/// <summary>
/// What a row of logits and its label contribute to metrics and to the loss of a temperature, from one pass over the row in double
/// precision. Below, p is the softmax of the logits x at the temperature T, and y the label.
/// </summary>
/// <remarks>
/// It is internal, because its properties are what the metrics of LseMlNet need, and not a set that is complete in itself. The relative
/// error of <see cref="Loss"/>, <see cref="Entropy"/> and <see cref="OddsAgainst"/> is below 2⁻⁵² · (2 + d + n / 64), where n is the number
/// of logits and d the difference of the two largest, divided by T; that of <see cref="BrierScore"/> is below twice as much, and that of
/// <see cref="Confidence"/> below 2⁻⁵² · (2 + n / 64). Probabilities below e⁻⁷⁰⁸ times the largest count as 0.
/// </remarks>
internal readonly struct LabelledRow
{
    private readonly LabelledTotals _totals;
    private readonly double _temperature;
    private readonly double _logSum;

    private LabelledRow(in LabelledTotals totals, double temperature)
    {
        _totals = totals;
        _temperature = temperature;
        OddsAgainst = totals.Equal - 1 + totals.Others;
        _logSum = ScalarFunctions.LogOnePlus(OddsAgainst);
    }

    /// <summary>Whether there is a softmax: no logit is NaN or +∞, and not all are −∞. If not, nothing else is defined.</summary>
    public bool HasSoftmax => double.IsFinite(_totals.Maximum) && !double.IsNaN(_totals.Others);

    /// <summary>The number of classes that rank before the label: by logit, then by index.</summary>
    public int Rank => (int)_totals.Rank;

    /// <summary>
    /// (1 − q) / q for the largest probability q, without the rounding of q. It is 0 only if all other logits are far below.
    /// </summary>
    public double OddsAgainst { get; }

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
            // 1 − p(y) is the sum of the others, which stays accurate when p(y) is close to 1.
            double sum, squares;
            if (_totals.Label == 0)
            {
                sum = OddsAgainst;
                squares = _totals.Equal - 1 + _totals.Squares;
            }
            else
            {
                double own = Math.Exp(_totals.Label);
                sum = _totals.Equal + (_totals.Others - own);
                squares = _totals.Equal + (_totals.Squares - own * own);
            }

            double total = 1 + OddsAgainst;
            return (squares + sum * sum) / (total * total);
        }
    }

    /// <summary>x(y) − m, where m is the largest logit.</summary>
    public double LabelBelowLargest => _totals.Label * _temperature;

    /// <summary>The first derivative of the loss by 1 / T: Σ p x − x(y).</summary>
    public double Slope => (_totals.Weighted / (1 + OddsAgainst) - _totals.Label) * _temperature;

    /// <summary>The second derivative of the loss by 1 / T, the variance of x: Σ p (x − Σ p x)².</summary>
    public double Curvature
    {
        get
        {
            double mean = _totals.Weighted / (1 + OddsAgainst);
            // The largest logit has d = 0 and at least the mean probability, so the difference loses few digits.
            return Math.Max(0, _totals.WeightedSquares / (1 + OddsAgainst) - mean * mean) * _temperature * _temperature;
        }
    }

    /// <summary>Whether all logits that are not −∞ are the same, up to underflow.</summary>
    public bool IsFlat => _totals.Others == 0;

    /// <summary>Reads a row.</summary>
    /// <param name="logits">The row: floats or doubles. May be empty.</param>
    /// <param name="label">The index of the label; −1 if there is none. <see cref="Loss"/> and all that it leads to is then NaN.</param>
    /// <param name="temperature">The temperature, finite and greater than 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe LabelledRow Of<T>(ReadOnlySpan<T> logits, int label, double temperature = 1)
        where T : unmanaged
    {
        LabelledTotals totals = default;
        if (logits.IsEmpty)
        {
            totals.Maximum = double.NaN;
        }
        else
        {
            fixed (T* x = logits)
            {
                // The reciprocal of a subnormal temperature can be infinite, and 0 · ∞ is NaN.
                DoubleKernels.SumLabelled(x, logits.Length, label, Math.Min(1 / temperature, double.MaxValue), &totals);
            }
        }

        return new LabelledRow(in totals, temperature);
    }
}
