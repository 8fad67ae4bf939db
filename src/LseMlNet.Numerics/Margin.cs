using System.Numerics;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the margin of one row in nats: the largest logit less the runner-up, which is the logarithm of how many times as
    /// probable the first class is as the second.
    /// </summary>
    /// <param name="logits">The row. It may be empty.</param>
    /// <returns>The margin, never negative: 0 where two classes share the lead, +∞ where no second class is possible.</returns>
    /// <remarks>
    /// Empty: NaN. One finite element: +∞. −∞ among finite elements: as if it were absent. Only −∞: NaN. +∞: NaN. NaN anywhere: NaN.
    /// The difference is rounded once; one beyond the range of the type, as of [3e38, −3e38], is +∞.
    /// </remarks>
    public static float Margin(ReadOnlySpan<float> logits) => Margin<float>(logits);

    /// <inheritdoc cref="Margin(ReadOnlySpan{float})"/>
    public static double Margin(ReadOnlySpan<double> logits) => Margin<double>(logits);

    private static T Margin<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T first = T.NegativeInfinity;
        T second = T.NegativeInfinity;
        foreach (T logit in logits)
        {
            // One comparison for nearly every element: NaN, too, is not less than or equal to the second.
            if (logit <= second)
            {
                continue;
            }

            if (!T.IsFinite(logit))
            {
                return T.NaN;
            }

            second = T.Min(first, logit);
            first = T.Max(first, logit);
        }

        return T.IsFinite(first) ? first - second : T.NaN;
    }
}
