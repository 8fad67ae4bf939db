using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts one row of logits to probabilities: pᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), where m is the largest logit. Takes logits,
    /// not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="probabilities">
    /// The destination of the probabilities. It must be at least as long as <paramref name="logits"/>; elements beyond that length
    /// are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>nothing is written</description></item>
    /// <item><term>one finite element</term><description>1</description></item>
    /// <item><term>−∞ among finite elements</term><description>0 for −∞, which does not affect the other results</description></item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN in the whole row</description></item>
    /// <item><term>NaN</term><description>NaN in the whole row</description></item>
    /// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
    /// <item><term>largest error</term><description>1.5 ulp for float (2 with 128-bit vectors), 3.5 ulp for double</description></item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [1000, 1001, 1002];
    /// float[] probabilities = new float[3];
    /// Logits.Softmax(logits, probabilities);   // 0.0900, 0.2447, 0.6652
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (float* x = logits, y = probabilities)
        {
            SingleKernels.Softmax(x, y, logits.Length);
        }
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, Span{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (double* x = logits, y = probabilities)
        {
            DoubleKernels.Run(RowFunction.Softmax, x, y, null, logits.Length, 1, 1);
        }
    }

    /// <summary>
    /// Converts each row of a batch of logits to probabilities: pᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), where m is the largest logit of
    /// the row. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">The rows, one after another (row-major). May be empty.</param>
    /// <param name="rowLength">The number of logits in a row, at least 1.</param>
    /// <param name="probabilities">
    /// The destination of the probabilities, in the same order. It must be at least as long as <paramref name="logits"/>; elements
    /// beyond that length are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any
    /// other way.
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
    /// <paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>a batch without rows: nothing is written</description></item>
    /// <item><term>one finite element</term><description>1</description></item>
    /// <item><term>−∞ among finite elements</term><description>0 for −∞, which does not affect the other results</description></item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN in the whole row</description></item>
    /// <item><term>NaN</term><description>NaN in the whole row</description></item>
    /// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
    /// <item><term>largest error</term><description>1.5 ulp for float (2 with 128-bit vectors), 3.5 ulp for double</description></item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// double[] logits = [1, 2, 3, 3, 2, 1];   // two rows
    /// Logits.Softmax(logits, rowLength: 3, logits);   // in place: 0.0900, 0.2447, 0.6652, 0.6652, 0.2447, 0.0900
    /// </code>
    /// </example>
    public static unsafe void Softmax(ReadOnlySpan<float> logits, int rowLength, Span<float> probabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (float* x = logits, y = probabilities)
        {
            SingleKernels.Softmax(x, y, rowLength, rows, 1, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, int, Span{float}, int)"/>
    public static unsafe void Softmax(
        ReadOnlySpan<double> logits, int rowLength, Span<double> probabilities, int maxDegreeOfParallelism = 1)
    {
        int rows = Guard.RowCount(logits.Length, rowLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (double* x = logits, y = probabilities)
        {
            DoubleKernels.Run(RowFunction.Softmax, x, y, null, rowLength, 1, rows, 1, maxDegreeOfParallelism);
        }
    }

    /// <summary>
    /// Converts one row of logits to probabilities at a temperature T: pᵢ = e^((xᵢ − m) / T) / Σⱼ e^((xⱼ − m) / T), where m is the largest
    /// logit. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="probabilities">
    /// The destination, at least as long as <paramref name="logits"/>; elements beyond that length are left unchanged. It may be the same
    /// span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <param name="temperature">
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T. The kernel folds it into the range
    /// reduction of the exponential, so that no quotient is rounded.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is 0, negative, infinite or NaN.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>Special rows and the largest error are those of <see cref="Softmax(ReadOnlySpan{float}, Span{float})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, double temperature)
    {
        Guard.Temperature(temperature);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (float* x = logits, y = probabilities)
        {
            SingleKernels.Softmax(x, y, logits.Length, 1, temperature, 1);
        }
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, Span{float}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities, double temperature)
    {
        Guard.Temperature(temperature);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (double* x = logits, y = probabilities)
        {
            DoubleKernels.Run(RowFunction.Softmax, x, y, null, logits.Length, 1, 1, temperature);
        }
    }
}
