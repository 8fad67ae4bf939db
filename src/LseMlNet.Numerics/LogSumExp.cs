namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Returns the log-sum-exp of one row of logits: log Σⱼ e^xⱼ, computed as m + log Σⱼ e^(xⱼ − m), m the largest logit.</summary>
    /// <param name="logits">The row. It may be empty.</param>
    /// <returns>The log-sum-exp, never less than the largest logit.</returns>
    /// <remarks>
    /// Empty: −∞. One element: that element. −∞ among finite elements: as if it were absent. Only −∞: −∞. +∞: +∞. NaN: NaN, also beside
    /// +∞. Subnormal results: rounded, not flushed.
    /// </remarks>
    public static float LogSumExp(ReadOnlySpan<float> logits) => Row<float>.LogSumExp(logits);

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float})"/>
    public static double LogSumExp(ReadOnlySpan<double> logits) => Row<double>.LogSumExp(logits);

    /// <summary>Computes the log-sum-exp of each row of a batch of logits: log Σⱼ e^xⱼ.</summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="results">
    /// Where to put one log-sum-exp for each row: at least as many elements as there are rows, elements beyond are left untouched. It must
    /// not overlap <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; <paramref name="results"/> is too short, or
    /// overlaps <paramref name="logits"/>.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one element: that element. −∞ among finite elements: as if it were absent. Only −∞: −∞. +∞: +∞.
    /// NaN: NaN, also beside +∞. Subnormal results: rounded, not flushed.
    /// </remarks>
    public static void LogSumExp(ReadOnlySpan<float> logits, int rowLength, Span<float> results) =>
        LogSumExp<float>(logits, rowLength, results);

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float}, int, Span{float})"/>
    public static void LogSumExp(ReadOnlySpan<double> logits, int rowLength, Span<double> results) =>
        LogSumExp<double>(logits, rowLength, results);

    private static void LogSumExp<T>(ReadOnlySpan<T> logits, int rowLength, Span<T> results)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        for (int row = 0; row < rows; row++)
        {
            results[row] = Row<T>.LogSumExp(logits.Slice(row * rowLength, rowLength));
        }
    }
}
