namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Turns one row of logits into log-probabilities in nats: log pᵢ = (xᵢ − m) − log Σⱼ e^(xⱼ − m), m the largest logit.</summary>
    /// <param name="logits">The row. It may be empty.</param>
    /// <param name="logProbabilities">
    /// Where to put the log-probabilities: at least as long as <paramref name="logits"/>, elements beyond are left untouched. It may be
    /// the same span as <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/>
    /// without starting where it starts.</exception>
    /// <remarks>
    /// Empty: nothing is written. One finite element: 0. −∞ among finite elements: −∞ there. Only −∞: NaN. +∞: NaN in the whole row. NaN:
    /// NaN in the whole row. Log-probabilities close to 0 keep their full precision, down to subnormal numbers; one below the range of
    /// the type, as for the second of [3e38, −3e38], is −∞.
    /// </remarks>
    public static void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities) =>
        Row<float>.LogSoftmax(logits, Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities)));

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, Span{float})"/>
    public static void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logProbabilities) =>
        Row<double>.LogSoftmax(logits, Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities)));

    /// <summary>
    /// Turns each row of a batch of logits into log-probabilities in nats: log pᵢ = (xᵢ − m) − log Σⱼ e^(xⱼ − m), m the largest logit of
    /// the row.
    /// </summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="logProbabilities">
    /// Where to put the log-probabilities, in the same order: at least as long as <paramref name="logits"/>, elements beyond are left
    /// untouched. It may be the same span as <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; <paramref name="logProbabilities"/> is too
    /// short, or overlaps <paramref name="logits"/> without starting where it starts.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one finite element: 0. −∞ among finite elements: −∞ there. Only −∞: NaN. +∞: NaN in the whole
    /// row. NaN: NaN in the whole row. Log-probabilities close to 0 keep their full precision, down to subnormal numbers; one below the
    /// range of the type, as for the second of [3e38, −3e38], is −∞.
    /// </remarks>
    public static void LogSoftmax(ReadOnlySpan<float> logits, int rowLength, Span<float> logProbabilities) =>
        LogSoftmax<float>(logits, rowLength, logProbabilities);

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, int, Span{float})"/>
    public static void LogSoftmax(ReadOnlySpan<double> logits, int rowLength, Span<double> logProbabilities) =>
        LogSoftmax<double>(logits, rowLength, logProbabilities);

    private static void LogSoftmax<T>(ReadOnlySpan<T> logits, int rowLength, Span<T> logProbabilities)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        for (int row = 0; row < rows; row++)
        {
            Row<T>.LogSoftmax(logits.Slice(row * rowLength, rowLength), logProbabilities.Slice(row * rowLength, rowLength));
        }
    }
}
