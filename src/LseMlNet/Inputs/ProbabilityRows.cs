using System.Numerics;

namespace LseMlNet;

/// <summary>Distinguishes rows of probabilities from rows of logits by their values.</summary>
internal static class ProbabilityRows
{
    // The tolerance is wide enough for the sum of a thousand half-precision probabilities.
    private const double SumTolerance = 1e-3;

    /// <summary>The largest number that can be a probability, with some tolerance for rounding by the program that computed it.</summary>
    public static T Largest<T>()
        where T : IFloatingPointIeee754<T> => T.One + T.CreateTruncating(SumTolerance);

    /// <summary>Whether the classes of every position look like probabilities.</summary>
    /// <param name="values">A dense tensor.</param>
    /// <param name="shape">Where the classes are.</param>
    public static bool Look<T>(ReadOnlySpan<T> values, ClassShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int position = 0; position < shape.PositionCount; position++)
        {
            int start = shape.Start(position);
            if (!Look(values.Slice(start, (shape.ClassCount - 1) * shape.InnerLength + 1), shape.InnerLength))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a row looks like probabilities: no element is negative, and the sum is 1.</summary>
    /// <param name="values">The row, or the values that a sparse row stores.</param>
    /// <param name="stride">The distance between two elements.</param>
    public static bool Look<T>(ReadOnlySpan<T> values, int stride = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        // Logits rarely look like this: the loop then ends at one of the first elements.
        for (int i = 0; i < values.Length; i += stride)
        {
            T value = values[i];
            if (!(value >= T.Zero && value <= Largest<T>()))
            {
                return false;
            }

            sum += double.CreateTruncating(value);
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }
}
