using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Computes the cross-entropy, in nats, of each position of logits with a class axis against its label. Takes logits, not
    /// probabilities.
    /// </summary>
    /// <param name="logits">
    /// The logits in the layout [outer, classCount, innerLength], row-major: the classes of one position are <paramref name="innerLength"/>
    /// elements apart. An image of [classes, height, width] has an inner length of height · width. May be empty.
    /// </param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="innerLength">The product of the dimensions after the class axis, at least 1. With 1, the positions are rows.</param>
    /// <param name="labels">
    /// The zero-based indices of the true classes, one for each position, in the layout [outer, innerLength]. A negative label means that
    /// the position is ignored: its result is NaN.
    /// </param>
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
    /// Or a label is not less than <paramref name="classCount"/>; nothing is written then.
    /// Or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="logits"/> is not a multiple of classCount · innerLength.
    /// Or <paramref name="results"/> is too short, or overlaps <paramref name="logits"/>.
    /// Or the number of labels is not the number of positions.
    /// </exception>
    /// <remarks>
    /// Special rows and the largest error are those of <see cref="CrossEntropy(ReadOnlySpan{float}, int)"/>, for the classes
    /// of each position.
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] image = [1000, 2, 1001, 2, 1002, 2];   // three classes, two positions
    /// float[] losses = new float[2];
    /// Logits.CrossEntropy(image, classCount: 3, innerLength: 2, labels: [2, -1], losses);   // 0.4076, NaN: the second is ignored
    /// </code>
    /// </example>
    public static unsafe void CrossEntropy(
        ReadOnlySpan<float> logits, int classCount, int innerLength, ReadOnlySpan<int> labels, Span<float> results, double temperature = 1,
        int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        Guard.LabelsOrIgnored(labels, positions, classCount);
        results = Guard.Reduction(logits, positions, results, nameof(results));
        fixed (float* x = logits, y = results)
        fixed (int* l = labels)
        {
            SingleKernels.AlongAxis(
                RowFunction.CrossEntropy, x, l, y, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{float}, int, int, ReadOnlySpan{int}, Span{float}, double, int)"/>
    public static unsafe void CrossEntropy(
        ReadOnlySpan<double> logits, int classCount, int innerLength, ReadOnlySpan<int> labels, Span<double> results,
        double temperature = 1, int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        Guard.Temperature(temperature);
        Guard.LabelsOrIgnored(labels, positions, classCount);
        results = Guard.Reduction(logits, positions, results, nameof(results));
        fixed (double* x = logits, y = results)
        fixed (int* l = labels)
        {
            DoubleKernels.Run(RowFunction.CrossEntropy, x, y, l, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }
}
