namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Turns one row of logits into probabilities: pᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), m the largest logit.</summary>
    /// <param name="logits">The row. It may be empty.</param>
    /// <param name="probabilities">
    /// Where to put the probabilities: at least as long as <paramref name="logits"/>, elements beyond are left untouched. It may be the
    /// same span as <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without
    /// starting where it starts.</exception>
    /// <remarks>
    /// Empty: nothing is written. One finite element: 1. −∞ among finite elements: 0 there. Only −∞: NaN. +∞: NaN in the whole row. NaN:
    /// NaN in the whole row. Probabilities below the normal range: subnormal numbers.
    /// </remarks>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities) =>
        Row<float>.Softmax(logits, Guard.Elementwise(logits, probabilities, nameof(probabilities)));

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, Span{float})"/>
    public static void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities) =>
        Row<double>.Softmax(logits, Guard.Elementwise(logits, probabilities, nameof(probabilities)));

    /// <summary>Turns each row of a batch of logits into probabilities: pᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), m the largest logit of the row.</summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="probabilities">
    /// Where to put the probabilities, in the same order: at least as long as <paramref name="logits"/>, elements beyond are left
    /// untouched. It may be the same span as <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; <paramref name="probabilities"/> is too
    /// short, or overlaps <paramref name="logits"/> without starting where it starts.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one finite element: 1. −∞ among finite elements: 0 there. Only −∞: NaN. +∞: NaN in the whole
    /// row. NaN: NaN in the whole row. Probabilities below the normal range: subnormal numbers.
    /// </remarks>
    public static void Softmax(ReadOnlySpan<float> logits, int rowLength, Span<float> probabilities) =>
        Softmax<float>(logits, rowLength, probabilities);

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, int, Span{float})"/>
    public static void Softmax(ReadOnlySpan<double> logits, int rowLength, Span<double> probabilities) =>
        Softmax<double>(logits, rowLength, probabilities);

    private static void Softmax<T>(ReadOnlySpan<T> logits, int rowLength, Span<T> probabilities)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        for (int row = 0; row < rows; row++)
        {
            Row<T>.Softmax(logits.Slice(row * rowLength, rowLength), probabilities.Slice(row * rowLength, rowLength));
        }
    }
}
