using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts logits with a class axis to log-probabilities, in nats: the log-softmax over the classes of each position. Takes
    /// logits, not probabilities.
    /// </summary>
    /// <param name="logits">
    /// The logits in the layout [outer, classCount, innerLength], row-major: the classes of one position are <paramref name="innerLength"/>
    /// elements apart. An image of [classes, height, width] has an inner length of height · width. May be empty.
    /// </param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="innerLength">The product of the dimensions after the class axis, at least 1. With 1, the positions are rows.</param>
    /// <param name="logProbabilities">
    /// The destination, in the layout of the logits and at least as long; elements beyond that length are left unchanged. It may be the
    /// same span as <paramref name="logits"/>, but must not overlap it in any other way.
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
    /// Or <paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// Special rows and the largest error are those of <see cref="LogSoftmax(ReadOnlySpan{float}, Span{float})"/>, for the classes
    /// of each position.
    /// </remarks>
    public static unsafe void LogSoftmax(
        ReadOnlySpan<float> logits, int classCount, int innerLength, Span<float> logProbabilities, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (float* x = logits, y = logProbabilities)
        {
            SingleKernels.AlongAxis(
                RowFunction.LogSoftmax, x, null, y, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float}, int, int, Span{float}, double, int)"/>
    public static unsafe void LogSoftmax(
        ReadOnlySpan<double> logits, int classCount, int innerLength, Span<double> logProbabilities, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        fixed (double* x = logits, y = logProbabilities)
        {
            DoubleKernels.Run(RowFunction.LogSoftmax, x, y, null, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }
}
