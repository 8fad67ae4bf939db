using LseMlNet.Numerics.Simd;

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
    public static unsafe float CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        Guard.Label(label, logits.Length, nameof(label));
        float result;
        fixed (float* x = logits)
        {
            Width.RunRow(new CrossEntropyBatch<float>(x, logits.Length, &label, &result));
        }

        return result;
    }

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int)"/>
    public static unsafe double CrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        Guard.Label(label, logits.Length, nameof(label));
        double result;
        fixed (double* x = logits)
        {
            Rows.RunDouble(new CrossEntropyBatch<double>(x, logits.Length, &label, &result), 1);
        }

        return result;
    }

    /// <summary>Computes the cross-entropy of each row of a batch against its label, in nats: −log pₗ.</summary>
    /// <param name="logits">The rows, one after another. It may be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="labels">The zero-based index of the true class, one for each row.</param>
    /// <param name="results">
    /// Where to put one cross-entropy for each row: at least as many elements as there are rows, elements beyond are left untouched. It
    /// must not overlap <paramref name="logits"/>.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The largest number of threads to spread rows, or the blocks of long ones, over; −1 for all processors.
    /// With 1 everything runs on the caller's thread and nothing
    /// is allocated. A batch too small to gain by threads uses fewer. The results do not depend on it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/> is less than 1, or a label is negative or not less than
    /// <paramref name="rowLength"/>, or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1; nothing is written.</exception>
    /// <exception cref="ArgumentException"><paramref name="logits"/> does not hold whole rows; there is not one label for each row;
    /// <paramref name="results"/> is too short, or overlaps <paramref name="logits"/>.</exception>
    /// <remarks>
    /// Empty: nothing is written. Rows of one finite element: 0. −∞ among finite elements: +∞ if it is the label's, else as if it were
    /// absent. Only −∞: NaN. +∞: NaN. NaN anywhere: NaN. A cross-entropy close to 0 keeps its full precision, down to subnormal numbers.
    /// </remarks>
    public static unsafe void CrossEntropy(
        ReadOnlySpan<float> logits, int rowLength, ReadOnlySpan<int> labels, Span<float> results, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Labels(labels, rows, rowLength);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        fixed (float* x = logits, y = results)
        fixed (int* l = labels)
        {
            Rows.RunSingle(new CrossEntropyBatch<float>(x, rowLength, l, y), rows, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int, ReadOnlySpan{int}, Span{float}, int)"/>
    public static unsafe void CrossEntropy(
        ReadOnlySpan<double> logits, int rowLength, ReadOnlySpan<int> labels, Span<double> results, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Labels(labels, rows, rowLength);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        fixed (double* x = logits, y = results)
        fixed (int* l = labels)
        {
            Rows.RunDouble(new CrossEntropyBatch<double>(x, rowLength, l, y), rows, maxDegreeOfParallelism);
        }
    }
}
