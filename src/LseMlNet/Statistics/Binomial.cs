namespace LseMlNet;

/// <summary>Tails of the binomial distribution and the exact confidence bounds that follow from them, to about 13 digits.</summary>
/// <remarks>
/// A tail is the sum of its terms, from the largest outwards; neighboring terms have a simple ratio, and about √n of them matter. C.
/// Loader, <i>Fast and Accurate Computation of Binomial Probabilities</i>, 2000, keeps the digits of the first term for millions of trials.
/// The bounds: C. J. Clopper and E. S. Pearson, Biometrika 26, 1934.
/// </remarks>
#pragma warning disable RS0030 // The logarithms and exponentials here are not those of logits.
internal static class Binomial
{
    // A term below this fraction changes no digit of the sum.
    private const double Negligible = 1e-18;

    // log n! minus Stirling's approximation of it, for n from 1 to 15.
    private static readonly double[] StirlingErrors =
    [
        0.08106146679532725822, 0.041340695955409294094, 0.027677925684998339149, 0.020790672103765093112, 0.016644691189821192163,
        0.013876128823070747999, 0.011896709945891770095, 0.010411265261972096497, 0.0092554621827127329177, 0.0083305634333628712565,
        0.007573675487951840795, 0.0069428401072095298657, 0.0064089941880042070684, 0.0059513701127588477356, 0.005554733551962801371,
    ];

    /// <summary>Returns the probability of at most this number of successes.</summary>
    public static double AtMost(long successes, long trials, double probability) =>
        successes >= trials ? 1
        : successes < 0 ? 0
        : successes < trials * probability ? Tail(successes, trials, probability, step: -1)
        : 1 - Tail(successes + 1, trials, probability, step: 1);

    /// <summary>Returns the probability of at least this number of successes.</summary>
    public static double AtLeast(long successes, long trials, double probability) =>
        successes <= 0 ? 1
        : successes > trials ? 0
        : successes > trials * probability ? Tail(successes, trials, probability, step: 1)
        : 1 - Tail(successes - 1, trials, probability, step: -1);

    /// <summary>
    /// The upper confidence bound of the probability of success. Whatever that probability is, the bound is below it with a
    /// probability of at most <paramref name="level"/>.
    /// </summary>
    public static double UpperBound(long successes, long trials, double level) => successes >= trials
        ? 1
        : Bisect((double)successes / trials, 1, probability => AtMost(successes, trials, probability) > level).High;

    /// <summary>
    /// The lower confidence bound. It is above the probability of success with a probability of at most <paramref name="level"/>.
    /// </summary>
    public static double LowerBound(long successes, long trials, double level) => successes <= 0
        ? 0
        : Bisect(0, (double)successes / trials, probability => AtLeast(successes, trials, probability) <= level).Low;

    // Finds two neighboring numbers between which the answer changes from true to false.
    private static (double Low, double High) Bisect(double low, double high, Func<double, bool> isBelow)
    {
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (isBelow(middle))
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low, high);
    }

    // The sum of the probabilities from a number of successes on, away from the mean.
    private static double Tail(long successes, long trials, double probability, int step)
    {
        double odds = probability / (1 - probability), term = Probability(successes, trials, probability), sum = term;
        for (long k = successes; term > Negligible * sum && (step > 0 ? k < trials : k > 0); k += step)
        {
            term *= step > 0 ? (trials - k) / (k + 1.0) * odds : k / (trials - k + 1.0) / odds;
            sum += term;
        }

        return sum;
    }

    private static double Probability(double successes, double trials, double probability)
    {
        double mean = trials * probability, failures = trials - successes, meanFailures = trials * (1 - probability);
        // The computation starts from the smaller of the two means, which has a smaller rounding error.
        double difference = mean < meanFailures ? successes - mean : meanFailures - failures;
        double deviance = Deviance(successes, mean, difference) + Deviance(failures, meanFailures, -difference);
        return successes == 0 || failures == 0
            ? Math.Exp(-deviance)
            : Math.Exp(StirlingError(trials) - StirlingError(successes) - StirlingError(failures) - deviance)
                * Math.Sqrt(trials / (2 * Math.PI * successes * failures));
    }

    private static double StirlingError(double n)
    {
        if (n <= StirlingErrors.Length)
        {
            return StirlingErrors[(int)n - 1];
        }

        double square = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
    }

    // count · log(count / mean) + mean − count, without cancellation where both are close.
    private static double Deviance(double count, double mean, double difference)
    {
        if (count == 0)
        {
            return mean;
        }

        if (Math.Abs(difference) >= 0.1 * (count + mean))
        {
            return count * Math.Log(count / mean) - difference;
        }

        double ratio = difference / (count + mean), term = 2 * count * ratio, sum = difference * ratio;
        for (int i = 3; ; i += 2)
        {
            term *= ratio * ratio;
            double next = sum + term / i;
            if (next == sum)
            {
                return sum;
            }

            sum = next;
        }
    }
}
