using static LseMlNet.Numerics.Scalar.ScalarFunctions;

namespace LseMlNet;

/// <summary>
/// A curve for the slope of the loss as a function of β = 1/T: g(β) = W − D(β), where W is the limit of the slope as β grows and D(β)
/// = D₀ (1 + c β)^−k. For a few well separated margins, D falls like an exponential (c = 0); for margins of many sizes, it falls like
/// a power of β. Real logits are in between.
/// </summary>
/// <remarks>
/// The search takes its first step with the curve. The others are steps of Halley's method for log D over log (1 + c β), which the curve
/// makes almost straight.
/// </remarks>
internal sealed class SlopeModel
{
    // Between these limits, log (1 + c) / c has all values that matter.
    private const double SmallestC = 1e-12, LargestC = 1e300;

    private readonly double _slopeAtInfinity;
    private readonly double _c;

    /// <summary>Finds the curve with the value and the slope of D at β = 0, and its value at β = 1.</summary>
    /// <param name="sums">The sums at temperature 1. The slope must be negative at β = 0 and positive as β grows.</param>
    public SlopeModel(LossSums sums)
    {
        _slopeAtInfinity = sums.SlopeAtInfinity.Value;
        double atZero = _slopeAtInfinity - sums.SlopeAtZero.Value;
        double fall = sums.CurvatureAtZero.Value / atZero;
        double logRatio = -LogOnePlus(-(sums.Slope.Value - sums.SlopeAtZero.Value) / atZero);
        _c = Solve(logRatio / fall);
        double target = LogOnePlus(-sums.SlopeAtZero.Value / _slopeAtInfinity);
        Root = target / fall * ExpMinusOneOver(target / fall * _c);
    }

    /// <summary>The β at which the slope of the curve is 0.</summary>
    public double Root { get; }

    /// <summary>Returns a better β than that of the sums; 0 or ∞ if the slope does not change within double precision.</summary>
    public double Improve(double beta, LossSums sums)
    {
        double slope = sums.Slope.Value, below = _slopeAtInfinity - slope;
        // The value of f = log (D / W), and its derivatives by β, which turn into those by u = log (1 + c β) / c.
        double f = LogOnePlus(-slope / _slopeAtInfinity), fall = sums.Curvature.Value / below, stretch = 1 + _c * beta;
        double first = -fall * stretch;
        double second = -(sums.ThirdDerivative.Value / below + fall * fall) * stretch * stretch - fall * _c * stretch;
        // Halley's step, or Newton's where that one has no sense.
        double divisor = 2 * first * first - f * second;
        double step = divisor > 0 ? -2 * f * first / divisor : -f / first;
        if (!double.IsFinite(step))
        {
            return slope < 0 ? double.PositiveInfinity : 0;
        }

        return beta + stretch * step * ExpMinusOneOver(_c * step);
    }

    // Solves log (1 + c) / c = ratio by bisection of log c. The ratio falls from 1 as c grows.
    private static double Solve(double ratio)
    {
        if (!(ratio < 1))
        {
            return 0;
        }

        double low = SmallestC, high = LargestC;
        for (int i = 0; i < 64; i++)
        {
            double middle = Math.Sqrt(low) * Math.Sqrt(high);
            if (LogOnePlus(middle) > ratio * middle)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
