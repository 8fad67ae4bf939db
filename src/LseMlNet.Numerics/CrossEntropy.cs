namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Returns the cross-entropy of one row against its label, in nats: −log pₗ = log Σⱼ e^(xⱼ − m) − (xₗ − m), m the largest logit.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="label">The zero-based index of the true class.</param>
    /// <returns>The cross-entropy, never negative.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> is not an index into <paramref name="logits"/>, which no
    /// label is when the row is empty.</exception>
    /// <remarks>
    /// One finite element: 0. −∞ among finite elements: +∞ if it is the label's, else as if it were absent. Only −∞: NaN. +∞: NaN. NaN
    /// anywhere: NaN. A cross-entropy close to 0 keeps its full precision, down to subnormal numbers.
    /// </remarks>
    public static float CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        Guard.Label(label, logits.Length, nameof(label));
        return Row<float>.CrossEntropy(logits, label);
    }

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int)"/>
    public static double CrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        Guard.Label(label, logits.Length, nameof(label));
        return Row<double>.CrossEntropy(logits, label);
    }

    /// <summary>Computes the cross-entropy of each row of a batch against its label, in nats: −log pₗ.</summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="labels">The zero-based index of the true class, one for each row.</param>
    /// <param name="results">
    /// Where to put one cross-entropy for each row: at least as many elements as there are rows, elements beyond are left untouched. It
    /// must not overlap <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1, or a label is negative or not less than
    /// <paramref name="rowLength"/>; nothing is written.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; there is not one label for each row;
    /// <paramref name="results"/> is too short, or overlaps <paramref name="logits"/>.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one finite element: 0. −∞ among finite elements: +∞ if it is the label's, else as if it were
    /// absent. Only −∞: NaN. +∞: NaN. NaN anywhere: NaN. A cross-entropy close to 0 keeps its full precision, down to subnormal numbers.
    /// </remarks>
    public static void CrossEntropy(ReadOnlySpan<float> logits, int rowLength, ReadOnlySpan<int> labels, Span<float> results) =>
        CrossEntropy<float>(logits, rowLength, labels, results);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int, ReadOnlySpan{int}, Span{float})"/>
    public static void CrossEntropy(ReadOnlySpan<double> logits, int rowLength, ReadOnlySpan<int> labels, Span<double> results) =>
        CrossEntropy<double>(logits, rowLength, labels, results);

    private static void CrossEntropy<T>(ReadOnlySpan<T> logits, int rowLength, ReadOnlySpan<int> labels, Span<T> results)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Labels(labels, rows, rowLength);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        for (int row = 0; row < rows; row++)
        {
            results[row] = Row<T>.CrossEntropy(logits.Slice(row * rowLength, rowLength), labels[row]);
        }
    }
}
