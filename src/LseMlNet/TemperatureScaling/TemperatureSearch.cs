namespace LseMlNet;

/// <summary>
/// Finds the temperature with the smallest loss between two bounds, with safeguarded Newton steps on β = 1/T, in which the loss is convex.
/// </summary>
/// <param name="pass">Reads all the data at a temperature.</param>
/// <param name="minimum">The lowest temperature allowed.</param>
/// <param name="maximum">The highest temperature allowed.</param>
/// <param name="warn">Writes a warning.</param>
internal sealed class TemperatureSearch(Func<double, LossSums> pass, double minimum, double maximum, Action<string> warn)
{
    // Each Newton step squares the error: after a step of this size, only the rounding of a double is left.
    private const double SmallestStep = 1e-9;

    // Where the loss is flat, a Newton step can overshoot by a wide margin.
    private const double LargestFactor = 8;

    // Each step halves the last step or the bracket, and the bracket spans at most 2^11 binary orders of magnitude. More passes than this
    // would mean an endless loop.
    private const int MaximumPasses = 200;

    /// <param name="look">Looks at the sums at temperature 1, before anything else is done with them.</param>
    /// <exception cref="InvalidOperationException">Fewer than two rows can be used.</exception>
    public TemperatureFit Run(Action<LossSums>? look = null)
    {
        LossSums before = pass(1);
        look?.Invoke(before);
        long rows = before.RowsRead;
        string leftOut = $"{before.InvalidRows} without a softmax (NaN, +∞ or only −∞), {before.MissingLabels} without a label, " +
            $"{before.ExcludedLabels} whose label is a class excluded by a logit of −∞";
        if (before.RowsUsed < 2)
        {
            throw new InvalidOperationException(
                $"TemperatureScaling: {before.RowsUsed} of {rows} rows can be used; " +
                $"expected at least 2, and a few hundred for a reliable temperature. Left out: {leftOut}. " +
                "Fit on labelled data that the model was not trained on.");
        }
        if (before.RowsLeftOut > 0)
        {
            warn($"{before.RowsLeftOut} of {rows} rows are left out: {leftOut}.");
        }

        double temperature = Find(before);
        LossSums after = temperature == 1 ? before : pass(temperature);
        return new TemperatureFit(temperature, MeanLoss(before), MeanLoss(after), before.RowsUsed, before.RowsLeftOut);

        static double MeanLoss(LossSums sums) => sums.Loss.Value / sums.RowsUsed;
    }

    private double Find(LossSums before)
    {
        if (before.FlatRows == before.RowsUsed)
        {
            warn("no row prefers any class, so every temperature gives the same loss; T is 1. Check that the column holds logits.");
            return 1;
        }
        if (before.RowsWrong == 0)
        {
            warn("every label is the most likely class, so the loss keeps falling as T approaches 0; " +
                $"T is set to the minimum, {minimum}. " +
                "Fit on more data that the model was not trained on.");
            return minimum;
        }
        if (before.SlopeAtZero.Value >= 0)
        {
            warn($"the logits say nothing about the labels, so the loss keeps falling as T grows; T is set to the maximum, {maximum}. " +
                "Check that the label keys are in the order of the logits.");
            return maximum;
        }
        return Newton(before);
    }

    private double Newton(LossSums before)
    {
        double low = 1 / maximum, high = 1 / minimum, lastStep = double.PositiveInfinity;
        bool isLowTried = false, isHighTried = false;
        double beta = Math.Clamp(1, low, high);
        LossSums sums = beta == 1 ? before : pass(1 / beta);
        for (int i = 0; i < MaximumPasses; i++)
        {
            double slope = sums.Slope.Value;
            if (slope == 0)
            {
                break;
            }

            if (slope < 0)
            {
                if (beta == high)
                {
                    return Bounded(minimum, "below");
                }

                low = beta;
                isLowTried = true;
            }
            else
            {
                if (beta == low)
                {
                    return Bounded(maximum, "above");
                }

                high = beta;
                isHighTried = true;
            }

            double newton = beta - slope / sums.Curvature.Value;
            if (Math.Abs(newton - beta) <= SmallestStep * beta || high - low <= SmallestStep * low)
            {
                beta = Math.Clamp(newton, low, high);
                break;
            }

            double next = Math.Clamp(newton, beta / LargestFactor, beta * LargestFactor);
            bool isCut = next != newton;
            if (next >= high && !isHighTried)
            {
                (next, isCut) = (high, true);
            }
            else if (next <= low && !isLowTried)
            {
                (next, isCut) = (low, true);
            }
            else if (!(next > low && next < high) || !(isCut || Math.Abs(next - beta) <= lastStep / 2))
            {
                (next, isCut) = (Math.Sqrt(low) * Math.Sqrt(high), false);
            }

            double step = Math.Abs(next - beta);
            lastStep = isCut ? double.PositiveInfinity : step;
            beta = next;
            sums = pass(1 / beta);
        }
        return 1 / beta;
    }

    private double Bounded(double bound, string where)
    {
        warn($"the best temperature is {where} {bound}; T is set to that bound. " +
            $"To allow it, change the bound in {nameof(TemperatureScalingOptions)}.");
        return bound;
    }
}
