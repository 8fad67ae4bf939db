using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Computes the entropy, in nats, of the softmax over the classes of each position of logits with a class axis. Takes logits, not
    /// probabilities.
    /// </summary>
    /// <param name="logits">
    /// The logits in the layout [outer, classCount, innerLength], row-major: the classes of one position are <paramref name="innerLength"/>
    /// elements apart. An image of [classes, height, width] has an inner length of height · width. May be empty.
    /// </param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="innerLength">The product of the dimensions after the class axis, at least 1. With 1, the positions are rows.</param>
    /// <param name="results">
    /// The destination, one result for each position in the layout [outer, innerLength]. Elements beyond that length are left unchanged.
    /// It must not overlap the logits.
    /// </param>
    /// <param name="temperature">The temperature, finite and greater than 0; 1 leaves the logits as they are.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, which share the positions. 1 runs everything on the caller's thread and allocates nothing; −1 uses
    /// all processors. A small batch uses fewer threads. The bits of the results do not depend on this value.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classCount"/> or <paramref name="innerLength"/> is less than 1.
    /// Or <paramref name="temperature"/> is 0, negative, infinite or NaN.
    /// Or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="logits"/> is not a multiple of classCount · innerLength.
    /// Or <paramref name="results"/> is too short, or overlaps <paramref name="logits"/>.
    /// </exception>
    /// <remarks>
    /// Special rows and the largest error are those of <see cref="Entropy(ReadOnlySpan{float})"/>, for the classes of each position.
    /// </remarks>
    public static unsafe void Entropy(
        ReadOnlySpan<float> logits, int classCount, int innerLength, Span<float> results, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        results = Guard.Reduction(logits, positions, results, nameof(results));
        fixed (float* x = logits, y = results)
        {
            SingleKernels.AlongAxis(
                RowFunction.Entropy, x, null, y, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="Entropy(ReadOnlySpan{float}, int, int, Span{float}, double, int)"/>
    public static unsafe void Entropy(
        ReadOnlySpan<double> logits, int classCount, int innerLength, Span<double> results, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        results = Guard.Reduction(logits, positions, results, nameof(results));
        fixed (double* x = logits, y = results)
        {
            DoubleKernels.Run(RowFunction.Entropy, x, y, null, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }
}
