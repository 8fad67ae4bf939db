using LseMlNet.Numerics.Simd;

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
    public static unsafe void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities)
    {
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (float* x = logits, y = logProbabilities)
        {
            Width.RunRow(new LogSoftmaxBatch<float>(x, y, logits.Length));
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, Span{float})"/>
    public static unsafe void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logProbabilities)
    {
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (double* x = logits, y = logProbabilities)
        {
            Rows.RunDouble(new LogSoftmaxBatch<double>(x, y, logits.Length), Guard.OneRow(logits.Length));
        }
    }

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
    /// <param name="maxDegreeOfParallelism">
    /// The largest number of threads to spread rows, or the blocks of long ones, over; −1 for all processors.
    /// With 1 everything runs on the caller's thread and nothing
    /// is allocated. A batch too small to gain by threads uses fewer. The results do not depend on it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1, or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; <paramref name="logProbabilities"/> is too
    /// short, or overlaps <paramref name="logits"/> without starting where it starts.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one finite element: 0. −∞ among finite elements: −∞ there. Only −∞: NaN. +∞: NaN in the whole
    /// row. NaN: NaN in the whole row. Log-probabilities close to 0 keep their full precision, down to subnormal numbers; one below the
    /// range of the type, as for the second of [3e38, −3e38], is −∞.
    /// </remarks>
    public static unsafe void LogSoftmax(ReadOnlySpan<float> logits, int rowLength, Span<float> logProbabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (float* x = logits, y = logProbabilities)
        {
            Rows.RunSingle(new LogSoftmaxBatch<float>(x, y, rowLength), rows, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, int, Span{float}, int)"/>
    public static unsafe void LogSoftmax(ReadOnlySpan<double> logits, int rowLength, Span<double> logProbabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (double* x = logits, y = logProbabilities)
        {
            Rows.RunDouble(new LogSoftmaxBatch<double>(x, y, rowLength), rows, maxDegreeOfParallelism);
        }
    }
}
