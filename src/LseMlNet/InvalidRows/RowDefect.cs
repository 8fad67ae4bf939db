using System.Numerics;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>What makes a row unusable for a stage, in the words of its messages.</summary>
/// <param name="One">Completes the sentence "1 of the rows read from column 'X' …".</param>
/// <param name="Many">Completes the sentence "3 of the rows read from column 'X' …".</param>
/// <param name="Row">Completes the sentence "column 'X' has a row …".</param>
/// <param name="Fix">What to do about the rows.</param>
internal sealed record RowDefect(string One, string Many, string Row, string Fix)
{
    /// <summary>The row contains NaN or +∞, or only −∞.</summary>
    public static readonly RowDefect NoSoftmax = new("has no softmax", "have no softmax", "without a softmax", "Fix the logits");

    /// <summary>The row contains NaN; every other number has a sigmoid.</summary>
    public static readonly RowDefect NaN = new("contains NaN", "contain NaN", "with NaN", "Fix the logits");

    /// <summary>The row contains a number that is not from 0 to 1.</summary>
    public static readonly RowDefect NotProbabilities = new(
        "does not hold probabilities", "do not hold probabilities", "that does not hold probabilities", "Use a column of probabilities");

    /// <summary>States what is wrong with a row.</summary>
    public string Reason<T>(in VBuffer<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (row.Length == 0)
        {
            return "there are no elements";
        }

        foreach (KeyValuePair<int, T> item in row.Items(all: true))
        {
            if (IsBad(item.Value))
            {
                return $"element {item.Key} is {(T.IsNaN(item.Value) ? "NaN" : T.IsPositiveInfinity(item.Value) ? "+∞" : FormattableString.Invariant($"{item.Value}"))}";
            }
        }

        return row.Items(all: true).All(item => T.IsNegativeInfinity(item.Value))
            ? $"all {row.Length} elements are −∞"
            : "a logit divided by the temperature exceeds the range of its type";
    }

    private bool IsBad<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.IsNaN(value)
        || (this == NoSoftmax && T.IsPositiveInfinity(value))
        || (this == NotProbabilities && !(value >= T.Zero && value <= ProbabilityRows.Largest<T>()));
}
