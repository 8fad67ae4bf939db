using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics;

/// <summary>
/// The loss of a row of logits x and its label y at a temperature T, and its derivatives by 1 / T, from one pass over the row in double
/// precision. Below, p is the softmax of x / T.
/// </summary>
/// <remarks>
/// This type is internal for the same reason as <see cref="LabelledRow"/>. The relative error of <see cref="Loss"/> is the one stated
/// there, with d divided by T. The error of <see cref="Slope"/> is equally large relative to the two numbers whose difference it is, and
/// those of <see cref="Curvature"/> and <see cref="ThirdDerivative"/> are up to n times as large, which does not matter to the search.
/// </remarks>
internal readonly struct LabelledLoss
{
    private readonly LabelledTotals _totals;
    private readonly double _temperature;

    private LabelledLoss(in LabelledTotals totals, double temperature)
    {
        _totals = totals;
        _temperature = temperature;
    }

    /// <inheritdoc cref="LabelledRow.HasSoftmax"/>
    public bool HasSoftmax => _totals.HasSoftmax;

    /// <summary>−log p(y).</summary>
    public double Loss => ScalarFunctions.LogOnePlus(_totals.OthersThanOne) - _totals.Label;

    /// <summary>The first derivative of the loss by 1 / T: Σ p x − x(y).</summary>
    public double Slope => (Mean - _totals.Label) * _temperature;

    /// <summary>The second derivative of the loss by 1 / T, the variance of x: Σ p (x − Σ p x)².</summary>
    public double Curvature =>
        // The largest logit has d = 0 and at least the mean probability, so the difference loses few digits.
        Math.Max(0, _totals.WeightedSquares / (1 + _totals.OthersThanOne) - Mean * Mean) * _temperature * _temperature;

    /// <summary>The third derivative of the loss by 1 / T: Σ p (x − Σ p x)³.</summary>
    public double ThirdDerivative
    {
        get
        {
            double sum = 1 + _totals.OthersThanOne;
            double center = _totals.WeightedCubes / sum - Mean * (3 * _totals.WeightedSquares / sum - 2 * Mean * Mean);
            return center * _temperature * _temperature * _temperature;
        }
    }

    /// <summary>x(y) − m, where m is the largest logit.</summary>
    public double LabelBelowLargest => _totals.Label * _temperature;

    /// <summary>Whether all logits that are not −∞ are the same, up to underflow.</summary>
    public bool IsFlat => _totals.Others == 0;

    private double Mean => _totals.Weighted / (1 + _totals.OthersThanOne);

    /// <summary>Reads a row.</summary>
    /// <param name="logits">The row: floats or doubles. May be empty.</param>
    /// <param name="label">The index of the label; −1 if there is none. Everything but <see cref="HasSoftmax"/> is then NaN.</param>
    /// <param name="temperature">The temperature, finite and greater than 0.</param>
    public static LabelledLoss Of<T>(ReadOnlySpan<T> logits, int label, double temperature)
        where T : unmanaged => new(LabelledTotals.Of<T, LossNeeds>(logits, label, temperature), temperature);
}
