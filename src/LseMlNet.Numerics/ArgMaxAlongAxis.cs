using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Finds the class with the largest logit for each position of logits with a class axis. Takes logits or probabilities.
    /// </summary>
    /// <param name="logits">
    /// The logits in the layout [outer, classCount, innerLength], row-major: the classes of one position are <paramref name="innerLength"/>
    /// elements apart. An image of [classes, height, width] has an inner length of height · width. May be empty.
    /// </param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="innerLength">The product of the dimensions after the class axis, at least 1. With 1, the positions are rows.</param>
    /// <param name="results">
    /// The destination, one result for each position in the layout [outer, innerLength]. Elements beyond that length are left unchanged. As
    /// for a single row, a result is −1 if the row has no largest element.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, which share the positions. 1 runs everything on the caller's thread and allocates nothing; −1 uses
    /// all processors. A small batch uses fewer threads. The bits of the results do not depend on this value.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classCount"/> or <paramref name="innerLength"/> is less than 1.
    /// Or <paramref name="maxDegreeOfParallelism"/> is 0 or less than −1.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="logits"/> is not a multiple of classCount · innerLength.
    /// Or <paramref name="results"/> is too short.
    /// </exception>
    /// <remarks>
    /// Special rows and the largest error are those of <see cref="ArgMax(ReadOnlySpan{float})"/>, for the classes of each position.
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] image = [1, 9, 2, 8, 3, 7];   // three classes, two positions
    /// int[] classes = new int[2];
    /// Logits.ArgMax(image, classCount: 3, innerLength: 2, classes);   // 2, 0
    /// </code>
    /// </example>
    public static unsafe void ArgMax(
        ReadOnlySpan<float> logits, int classCount, int innerLength, Span<int> results, int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        results = Guard.Prefix(results, positions, nameof(results));
        fixed (float* x = logits)
        fixed (int* y = results)
        {
            Extremes<float>.ArgMax(x, classCount, innerLength, y, positions, maxDegreeOfParallelism);
        }
    }

    /// <inheritdoc cref="ArgMax(ReadOnlySpan{float}, int, int, Span{int}, int)"/>
    public static unsafe void ArgMax(
        ReadOnlySpan<double> logits, int classCount, int innerLength, Span<int> results, int maxDegreeOfParallelism = 1)
    {
        int positions = Guard.Positions(logits.Length, classCount, innerLength);
        Guard.Parallelism(maxDegreeOfParallelism);
        results = Guard.Prefix(results, positions, nameof(results));
        fixed (double* x = logits)
        fixed (int* y = results)
        {
            Extremes<double>.ArgMax(x, classCount, innerLength, y, positions, maxDegreeOfParallelism);
        }
    }
}
