using LseMlNet.Numerics.Simd;

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
    public static unsafe float LogSumExp(ReadOnlySpan<float> logits)
    {
        float result = float.NegativeInfinity;
        fixed (float* x = logits)
        {
            Width.RunRow(new LogSumExpBatch<float>(x, logits.Length, &result));
        }

        return result;
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float})"/>
    public static unsafe double LogSumExp(ReadOnlySpan<double> logits)
    {
        double result = double.NegativeInfinity;
        fixed (double* x = logits)
        {
            Rows.RunDouble(new LogSumExpBatch<double>(x, logits.Length, &result), Guard.OneRow(logits.Length));
        }

        return result;
    }

    /// <summary>Computes the log-sum-exp of each row of a batch of logits: log Σⱼ e^xⱼ.</summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="results">
    /// Where to put one log-sum-exp for each row: at least as many elements as there are rows, elements beyond are left untouched. It must
    /// not overlap <paramref name="logits"/>.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The largest number of threads to spread rows, or the blocks of long ones, over; −1 for all processors.
    /// With 1 everything runs on the caller's thread and nothing
    /// is allocated. A batch too small to gain by threads uses fewer. The results do not depend on it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1, or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; <paramref name="results"/> is too short, or
    /// overlaps <paramref name="logits"/>.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one element: that element. −∞ among finite elements: as if it were absent. Only −∞: −∞. +∞: +∞.
    /// NaN: NaN, also beside +∞. Subnormal results: rounded, not flushed.
    /// </remarks>
    public static unsafe void LogSumExp(ReadOnlySpan<float> logits, int rowLength, Span<float> results, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        fixed (float* x = logits, y = results)
        {
            Rows.RunSingle(new LogSumExpBatch<float>(x, rowLength, y), rows, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float}, int, Span{float}, int)"/>
    public static unsafe void LogSumExp(ReadOnlySpan<double> logits, int rowLength, Span<double> results, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        fixed (double* x = logits, y = results)
        {
            Rows.RunDouble(new LogSumExpBatch<double>(x, rowLength, y), rows, maxDegreeOfParallelism);
        }
    }
}
