using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts logits with a class axis to probabilities: the softmax over the classes of each position. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">
    /// The logits in the layout [outer, classCount, innerLength], row-major: the classes of one position are <paramref name="innerLength"/>
    /// elements apart. An image of [classes, height, width] has an inner length of height · width. May be empty.
    /// </param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="innerLength">The product of the dimensions after the class axis, at least 1. With 1, the positions are rows.</param>
    /// <param name="probabilities">
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
    /// Or <paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// Special rows and the largest error are those of <see cref="Softmax(ReadOnlySpan{float}, Span{float})"/>, for the classes
    /// of each position.
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] image = [1000, 2, 1001, 2, 1002, 2];   // three classes, two positions
    /// Logits.Softmax(image, classCount: 3, innerLength: 2, image);   // 0.0900, 0.3333, 0.2447, 0.3333, 0.6652, 0.3333
    /// </code>
    /// </example>
    public static unsafe void Softmax(
        ReadOnlySpan<float> logits, int classCount, int innerLength, Span<float> probabilities, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (float* x = logits, y = probabilities)
        {
            SingleKernels.AlongAxis(
                RowFunction.Softmax, x, null, y, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float}, int, int, Span{float}, double, int)"/>
    public static unsafe void Softmax(
        ReadOnlySpan<double> logits, int classCount, int innerLength, Span<double> probabilities, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        fixed (double* x = logits, y = probabilities)
        {
            DoubleKernels.Run(RowFunction.Softmax, x, y, null, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }
}
