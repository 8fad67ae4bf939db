using System.Numerics;

namespace LseMlNet;

/// <summary>Tells rows of probabilities from rows of logits by their values.</summary>
internal static class ProbabilityRows
{
    // The tolerance is wide enough for the sum of a thousand half-precision probabilities.
    private const double SumTolerance = 1e-3;

    /// <summary>The largest number that can be a probability, with some room for the rounding of whoever computed it.</summary>
    public static T Largest<T>()
        where T : IFloatingPointIeee754<T> => T.One + T.CreateTruncating(SumTolerance);

    /// <summary>
    /// Whether a row looks like probabilities: no element is negative, and the sum is 1. Logits rarely do; the loop then ends at one of the
    /// first elements.
    /// </summary>
    /// <param name="values">The row, or the values that a sparse row stores.</param>
    public static bool Look<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in values)
        {
            if (!(value >= T.Zero && value <= Largest<T>()))
            {
                return false;
            }

            sum += double.CreateTruncating(value);
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }
}
