namespace LseMlNet;

/// <summary>
/// Finds the temperature with the smallest loss between two bounds, with safeguarded steps of Halley's method on β = 1/T, in which the
/// loss is convex. A <see cref="SlopeModel"/> of the first pass provides the starting point and adjusts the steps.
/// </summary>
/// <param name="pass">Reads all the data at a temperature; the second argument says whether it is the first pass.</param>
/// <param name="minimum">The lowest temperature allowed.</param>
/// <param name="maximum">The highest temperature allowed.</param>
/// <param name="warn">Writes a warning.</param>
internal sealed class TemperatureSearch(Func<double, bool, LossSums> pass, double minimum, double maximum, Action<string> warn)
{
    // Each step cubes the error: after a step of this size, only the rounding of a double is left.
    private const double SmallestStep = 3e-6;

    // Three or four passes are usual. From this pass on, steps that do not become shorter fast enough halve the bracket instead.
    private const int PatientPasses = 9;

    // Each step halves the last step or the bracket, and the bracket spans at most 2^11 binary orders of magnitude. More passes than this
    // would mean an endless loop.
    private const int MaximumPasses = 200;

    /// <param name="look">Checks the sums at temperature 1 before they are used for anything else.</param>
    /// <exception cref="InvalidOperationException">Fewer than two rows can be used.</exception>
    public TemperatureFit Run(Action<LossSums>? look = null)
    {
        LossSums before = pass(1, true);
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

        (double temperature, double loss) = Find(before);
        return new TemperatureFit(temperature, before.Loss.Value / before.RowsUsed, loss / before.RowsUsed, before.RowsUsed, before.RowsLeftOut);
    }

    /// <summary>Returns the temperature and the loss of all rows.</summary>
    private (double Temperature, double Loss) Find(LossSums before)
    {
        if (before.FlatRows == before.RowsUsed)
        {
            warn("no row prefers any class, so every temperature gives the same loss; T is 1. Check that the column holds logits.");
            return At(1);
        }
        if (before.RowsWrong == 0)
        {
            warn("every label is the most likely class, so the loss keeps falling as T approaches 0; " +
                FormattableString.Invariant($"T is set to the minimum, {minimum}. ") +
                "Fit on more data that the model was not trained on.");
            return At(minimum);
        }
        if (before.SlopeAtZero.Value >= 0)
        {
            warn($"the logits say nothing about the labels, so the loss keeps falling as T grows; T is set to the maximum, {maximum}. " +
                "Check that the label keys are in the order of the logits.");
            return At(maximum);
        }
        return Search(before);

        (double Temperature, double Loss) At(double temperature) =>
            (temperature, (temperature == 1 ? before : pass(temperature, false)).Loss.Value);
    }

    private (double Temperature, double Loss) Search(LossSums before)
    {
        var model = new SlopeModel(before);
        double low = 1 / maximum, high = 1 / minimum, lastStep = double.PositiveInfinity;
        bool isLowTried = false, isHighTried = false;
        double beta = 1;
        LossSums sums = before;
        if (!(low <= 1 && high >= 1))
        {
            beta = Math.Clamp(model.Root, low, high);
            sums = pass(1 / beta, false);
        }

        for (int passes = 1; ; passes++)
        {
            double slope = sums.Slope.Value;
            if (slope < 0)
            {
                if (beta == high)
                {
                    return Bounded(minimum, sums, "below");
                }

                low = beta;
                isLowTried = true;
            }
            else if (slope > 0)
            {
                if (beta == low)
                {
                    return Bounded(maximum, sums, "above");
                }

                high = beta;
                isHighTried = true;
            }

            double next = slope == 0 ? beta : model.Improve(beta, sums);
            double step = Math.Abs(next - beta);
            if (step <= SmallestStep * beta || high - low <= SmallestStep * low || passes == MaximumPasses)
            {
                // The step is so short that the slope at its middle gives the loss at its end exactly.
                next = Math.Clamp(next, low, high);
                return (1 / next, sums.Loss.Value + slope / 2 * (next - beta));
            }

            if (sums == before)
            {
                next = model.Root;
            }

            if (next >= high && !isHighTried)
            {
                next = high;
            }
            else if (next <= low && !isLowTried)
            {
                next = low;
            }
            else if (!(next > low && next < high) || (passes >= PatientPasses && step > lastStep / 2))
            {
                next = Math.Sqrt(low) * Math.Sqrt(high);
            }

            lastStep = Math.Abs(next - beta);
            beta = next;
            sums = pass(1 / beta, false);
        }
    }

    private (double Temperature, double Loss) Bounded(double bound, LossSums sums, string where)
    {
        warn(FormattableString.Invariant($"the best temperature is {where} {bound}; T is set to that bound. ") +
            $"To allow it, change the bound in {nameof(TemperatureScalingOptions)}.");
        return (bound, sums.Loss.Value);
    }
}
