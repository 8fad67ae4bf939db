using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the log-sum-exp of one row of logits: log Σⱼ e^xⱼ, computed as m + log Σⱼ e^(xⱼ − m), where m is the largest logit.
    /// Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <returns>The log-sum-exp, never less than the largest logit.</returns>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>−∞</description></item>
    /// <item><term>one finite element</term><description>that element</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ does not affect the result</description></item>
    /// <item><term>only −∞</term><description>−∞</description></item>
    /// <item><term>+∞</term><description>+∞, unless an element is NaN</description></item>
    /// <item><term>NaN</term><description>NaN</description></item>
    /// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
    /// <item>
    /// <term>largest error</term>
    /// <description>
    /// 0.55 ulp for float, 1 ulp for double; if m and log Σ nearly cancel, 1e-11 · |m| for float and 4e-16 · |m| for
    /// double, if that is larger </description>
    /// </item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float logSumExp = Logits.LogSumExp([1000f, 1001f, 1002f]);   // 1002.4076
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe float LogSumExp(ReadOnlySpan<float> logits)
    {
        fixed (float* x = logits)
        {
            return SingleKernels.LogSumExp(x, logits.Length);
        }
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double LogSumExp(ReadOnlySpan<double> logits)
    {
        double result = double.NegativeInfinity;
        fixed (double* x = logits)
        {
            DoubleKernels.Run(RowFunction.LogSumExp, x, &result, null, logits.Length, 1, 1);
        }

        return result;
    }

    /// <summary>Computes the log-sum-exp of each row of a batch of logits: log Σⱼ e^xⱼ. Takes logits, not probabilities.</summary>
    /// <param name="logits">The rows, one after another (row-major). May be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="results">
    /// The destination of the log-sum-exps, one for each row. It must be at least as long as the number of rows; elements beyond that
    /// length are left unchanged. It must not overlap <paramref name="logits"/>.
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
    /// The length of <paramref name="logits"/> is not a multiple of <paramref name="rowLength"/>. Or <paramref name="results"/> is
    /// too short, or overlaps <paramref name="logits"/>.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>a batch without rows: nothing is written</description></item>
    /// <item><term>one finite element</term><description>that element</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ does not affect the result</description></item>
    /// <item><term>only −∞</term><description>−∞</description></item>
    /// <item><term>+∞</term><description>+∞, unless an element is NaN</description></item>
    /// <item><term>NaN</term><description>NaN</description></item>
    /// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
    /// <item>
    /// <term>largest error</term>
    /// <description>
    /// 0.55 ulp for float, 1 ulp for double; if m and log Σ nearly cancel, 1e-11 · |m| for float and 4e-16 · |m| for
    /// double, if that is larger </description>
    /// </item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// double[] logits = [1, 2, 3, 1000, 1001, 1002];   // two rows
    /// double[] logSumExps = new double[2];
    /// Logits.LogSumExp(logits, rowLength: 3, logSumExps);   // 3.4076, 1002.4076
    /// </code>
    /// </example>
    public static unsafe void LogSumExp(ReadOnlySpan<float> logits, int rowLength, Span<float> results, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        results = Guard.Reduction(logits, rows, results, nameof(results));
        fixed (float* x = logits, y = results)
        {
            SingleKernels.Logs(RowFunction.LogSumExp, x, null, y, rowLength, rows, 1, maxDegreeOfParallelism);
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
            DoubleKernels.Run(RowFunction.LogSumExp, x, y, null, rowLength, 1, rows, 1, maxDegreeOfParallelism);
        }
    }

    /// <summary>
    /// Returns the log-sum-exp of one row of logits at a temperature T: log Σⱼ e^(xⱼ / T). Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="temperature">
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T. The kernel folds it into the range
    /// reduction of the exponential, so that no quotient is rounded.
    /// </param>
    /// <returns>The log-sum-exp, never less than the largest logit divided by T.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is 0, negative, infinite or NaN.</exception>
    /// <remarks>Special rows and the largest error are those of <see cref="LogSumExp(ReadOnlySpan{float})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe float LogSumExp(ReadOnlySpan<float> logits, double temperature)
    {
        Guard.Temperature(temperature);
        fixed (float* x = logits)
        {
            return SingleKernels.LogSumExp(x, logits.Length, temperature);
        }
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{float}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double LogSumExp(ReadOnlySpan<double> logits, double temperature)
    {
        Guard.Temperature(temperature);
        double result = double.NegativeInfinity;
        fixed (double* x = logits)
        {
            DoubleKernels.Run(RowFunction.LogSumExp, x, &result, null, logits.Length, 1, 1, temperature);
        }

        return result;
    }
}
