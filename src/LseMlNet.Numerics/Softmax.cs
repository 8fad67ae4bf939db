using LseMlNet.Numerics.Simd;

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
    public static unsafe void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (float* x = logits, y = probabilities)
        {
            Width.Softmax(x, y, logits.Length);
        }
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, Span{float})"/>
    public static unsafe void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (double* x = logits, y = probabilities)
        {
            Rows.RunDouble(new DoubleSoftmaxBatch(x, y, logits.Length), Guard.OneRow(logits.Length));
        }
    }

    /// <summary>Turns each row of a batch of logits into probabilities: pᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), m the largest logit of the row.</summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="probabilities">
    /// Where to put the probabilities, in the same order: at least as long as <paramref name="logits"/>, elements beyond are left
    /// untouched. It may be the same span as <paramref name="logits"/>.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The largest number of threads to spread rows, or the blocks of long ones, over; −1 for all processors.
    /// With 1 everything runs on the caller's thread and nothing
    /// is allocated. A batch too small to gain by threads uses fewer. The results do not depend on it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1, or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; <paramref name="probabilities"/> is too
    /// short, or overlaps <paramref name="logits"/> without starting where it starts.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one finite element: 1. −∞ among finite elements: 0 there. Only −∞: NaN. +∞: NaN in the whole
    /// row. NaN: NaN in the whole row. Probabilities below the normal range: subnormal numbers.
    /// </remarks>
    public static unsafe void Softmax(ReadOnlySpan<float> logits, int rowLength, Span<float> probabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (float* x = logits, y = probabilities)
        {
            Rows.RunSingle(new SingleSoftmaxBatch(x, y, rowLength), rows, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, int, Span{float}, int)"/>
    public static unsafe void Softmax(ReadOnlySpan<double> logits, int rowLength, Span<double> probabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (double* x = logits, y = probabilities)
        {
            Rows.RunDouble(new DoubleSoftmaxBatch(x, y, rowLength), rows, maxDegreeOfParallelism);
        }
    }
}
