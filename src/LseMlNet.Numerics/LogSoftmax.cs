using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts one row of logits to log-probabilities in nats: log pᵢ = (xᵢ − m) − log Σⱼ e^(xⱼ − m), where m is the largest
    /// logit. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="logProbabilities">
    /// The destination of the log-probabilities. It must be at least as long as <paramref name="logits"/>; elements beyond that
    /// length are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same
    /// element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>nothing is written</description></item>
    /// <item><term>one finite element</term><description>0</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ for −∞, which does not affect the other results</description></item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN in the whole row</description></item>
    /// <item><term>NaN</term><description>NaN in the whole row</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>rounded, not flushed to 0: a log-probability close to 0 keeps its full precision</description>
    /// </item>
    /// <item><term>largest error</term><description>1.2 ulp for float (1.5 with 128-bit vectors), 1.6 ulp for
    /// double (1.8 without FMA)</description></item>
    /// </list>
    /// <para>A log-probability below the range of the type is −∞, as for the second of [3e38, −3e38] in single precision.</para>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [1000, 1001, 1002];
    /// float[] logProbabilities = new float[3];
    /// Logits.LogSoftmax(logits, logProbabilities);   // -2.4076, -1.4076, -0.4076
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities)
    {
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (float* x = logits, y = logProbabilities)
        {
            SingleKernels.LogSoftmax(x, y, logits.Length);
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, Span{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logProbabilities)
    {
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (double* x = logits, y = logProbabilities)
        {
            DoubleKernels.Run(RowFunction.LogSoftmax, x, y, null, logits.Length, 1, 1);
        }
    }

    /// <summary>
    /// Converts each row of a batch of logits to log-probabilities in nats: log pᵢ = (xᵢ − m) − log Σⱼ e^(xⱼ − m), where m is the
    /// largest logit of the row. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">The rows, one after another (row-major). May be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="logProbabilities">
    /// The destination of the log-probabilities, in the same order. It must be at least as long as <paramref name="logits"/>;
    /// elements beyond that length are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap
    /// it in any other way.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads. They share the rows, or the blocks of each row if there are only a few long rows. 1 runs
    /// everything on the caller's thread and allocates nothing; −1 uses all processors. A small batch uses fewer threads. The bits
    /// of the results do not depend on this value.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="rowLength"/> is less than 1, or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="logits"/> is not a multiple of <paramref name="rowLength"/>. Or
    /// <paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same
    /// element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>a batch without rows: nothing is written</description></item>
    /// <item><term>one finite element</term><description>0</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ for −∞, which does not affect the other results</description></item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN in the whole row</description></item>
    /// <item><term>NaN</term><description>NaN in the whole row</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>rounded, not flushed to 0: a log-probability close to 0 keeps its full precision</description>
    /// </item>
    /// <item><term>largest error</term><description>1.2 ulp for float (1.5 with 128-bit vectors), 1.6 ulp for
    /// double (1.8 without FMA)</description></item>
    /// </list>
    /// <para>A log-probability below the range of the type is −∞, as for the second of [3e38, −3e38] in single precision.</para>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// double[] logits = [1, 2, 3, 3, 2, 1];   // two rows
    /// double[] logProbabilities = new double[6];
    /// Logits.LogSoftmax(logits, rowLength: 3, logProbabilities);   // -2.4076, -1.4076, -0.4076, -0.4076, -1.4076, -2.4076
    /// </code>
    /// </example>
    public static unsafe void LogSoftmax(
        ReadOnlySpan<float> logits, int rowLength, Span<float> logProbabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (float* x = logits, y = logProbabilities)
        {
            SingleKernels.Logs(RowFunction.LogSoftmax, x, null, y, rowLength, rows, 1, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, int, Span{float}, int)"/>
    public static unsafe void LogSoftmax(
        ReadOnlySpan<double> logits, int rowLength, Span<double> logProbabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (double* x = logits, y = logProbabilities)
        {
            DoubleKernels.Run(RowFunction.LogSoftmax, x, y, null, rowLength, 1, rows, 1, maxDegreeOfParallelism);
        }
    }

    /// <summary>
    /// Converts one row of logits to log-probabilities at a temperature T, in nats: log pᵢ = (xᵢ − m) / T − log Σⱼ e^((xⱼ − m) / T), where
    /// m is the largest logit. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="logProbabilities">
    /// The destination, at least as long as <paramref name="logits"/>; elements beyond that length are left unchanged. It may be the same
    /// span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <param name="temperature">
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T. The kernel folds it into the range
    /// reduction of the exponential, so that no quotient is rounded.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is 0, negative, infinite or NaN.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>Special rows and the largest error are those of <see cref="LogSoftmax(ReadOnlySpan{float}, Span{float})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities, double temperature)
    {
        Guard.Temperature(temperature);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (float* x = logits, y = logProbabilities)
        {
            SingleKernels.LogSoftmax(x, y, logits.Length, temperature);
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, Span{float}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logProbabilities, double temperature)
    {
        Guard.Temperature(temperature);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (double* x = logits, y = logProbabilities)
        {
            DoubleKernels.Run(RowFunction.LogSoftmax, x, y, null, logits.Length, 1, 1, temperature);
        }
    }
}
