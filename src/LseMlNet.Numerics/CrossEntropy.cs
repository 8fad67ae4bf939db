using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the cross-entropy of one row of logits against its label, in nats: −log pₗ = log Σⱼ e^(xⱼ − m) − (xₗ − m), where m
    /// is the largest logit and l the label. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits.</param>
    /// <param name="label">The zero-based index of the true class.</param>
    /// <returns>The cross-entropy, never negative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="label"/> is negative, or not less than the length of <paramref name="logits"/>. If the row is empty, no
    /// label is valid.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>no label is valid, so the method throws</description></item>
    /// <item><term>one finite element</term><description>0</description></item>
    /// <item>
    /// <term>−∞ among finite elements</term>
    /// <description>+∞ if −∞ is the logit of the label; otherwise −∞ does not affect the result</description>
    /// </item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN</description></item>
    /// <item><term>NaN</term><description>NaN</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>rounded, not flushed to 0: a cross-entropy close to 0 keeps its full precision</description>
    /// </item>
    /// <item><term>largest error</term><description>0.55 ulp for float, 1.5 ulp for double (1.7 without FMA)</description></item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float loss = Logits.CrossEntropy([1000f, 1001f, 1002f], label: 2);   // 0.4076
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe float CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        Guard.Label(label, logits.Length, nameof(label));
        fixed (float* x = logits)
        {
            return SingleKernels.CrossEntropy(x, label, logits.Length);
        }
    }

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double CrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        Guard.Label(label, logits.Length, nameof(label));
        double result;
        fixed (double* x = logits)
        {
            DoubleKernels.Run(RowFunction.CrossEntropy, x, &result, &label, logits.Length, 1, 1);
        }

        return result;
    }

    /// <summary>
    /// Computes the cross-entropy of each row of a batch of logits against its label, in nats: −log pₗ, where l is the label. Takes
    /// logits, not probabilities.
    /// </summary>
    /// <param name="logits">The rows, one after another (row-major). May be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="labels">The zero-based indices of the true classes, one for each row.</param>
    /// <param name="results">
    /// The destination of the cross-entropies, one for each row. It must be at least as long as the number of rows; elements beyond that
    /// length are left unchanged. It must not overlap <paramref name="logits"/>.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads. They share the rows, or the blocks of each row if there are only a few long rows. 1 runs
    /// everything on the caller's thread and allocates nothing; −1 uses all processors. A small batch uses fewer threads. The bits
    /// of the results do not depend on this value.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="rowLength"/> is less than 1. Or a label is negative, or not less than <paramref name="rowLength"/>; nothing
    /// is written then. Or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="logits"/> is not a multiple of <paramref name="rowLength"/>. Or the number of labels is not
    /// the number of rows. Or <paramref name="results"/> is too short, or overlaps <paramref name="logits"/>.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>a batch without rows: nothing is written</description></item>
    /// <item><term>one finite element</term><description>0</description></item>
    /// <item>
    /// <term>−∞ among finite elements</term>
    /// <description>+∞ if −∞ is the logit of the label; otherwise −∞ does not affect the result</description>
    /// </item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN</description></item>
    /// <item><term>NaN</term><description>NaN</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>rounded, not flushed to 0: a cross-entropy close to 0 keeps its full precision</description>
    /// </item>
    /// <item><term>largest error</term><description>0.55 ulp for float, 1.5 ulp for double (1.7 without FMA)</description></item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// double[] logits = [1, 2, 3, 3, 2, 1];   // two rows
    /// double[] losses = new double[2];
    /// Logits.CrossEntropy(logits, rowLength: 3, labels: [2, 1], losses);   // 0.4076, 1.4076
    /// </code>
    /// </example>
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
            SingleKernels.Logs(RowFunction.CrossEntropy, x, l, y, rowLength, rows, 1, maxDegreeOfParallelism);
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
            DoubleKernels.Run(RowFunction.CrossEntropy, x, y, l, rowLength, 1, rows, 1, maxDegreeOfParallelism);
        }
    }

    /// <summary>
    /// Returns the cross-entropy of one row of logits at a temperature T against its label, in nats: −log pₗ, where l is the label. Takes
    /// logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits.</param>
    /// <param name="label">The zero-based index of the true class.</param>
    /// <param name="temperature">
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T. The kernel folds it into the range
    /// reduction of the exponential, so that no quotient is rounded.
    /// </param>
    /// <returns>The cross-entropy, never negative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="temperature"/> is 0, negative, infinite or NaN; or <paramref name="label"/> is not an index of the row.
    /// </exception>
    /// <remarks>Special rows and the largest error are those of <see cref="CrossEntropy(ReadOnlySpan{float}, int)"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe float CrossEntropy(ReadOnlySpan<float> logits, int label, double temperature)
    {
        Guard.Temperature(temperature);
        Guard.Label(label, logits.Length, nameof(label));
        fixed (float* x = logits)
        {
            return SingleKernels.CrossEntropy(x, label, logits.Length, temperature);
        }
    }

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double CrossEntropy(ReadOnlySpan<double> logits, int label, double temperature)
    {
        Guard.Temperature(temperature);
        Guard.Label(label, logits.Length, nameof(label));
        double result;
        fixed (double* x = logits)
        {
            DoubleKernels.Run(RowFunction.CrossEntropy, x, &result, &label, logits.Length, 1, 1, temperature);
        }

        return result;
    }
}
