using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Finds the k largest elements of one row: the most probable classes, highest first. Of equal ones the lowest index comes first.</summary>
    /// <param name="logits">The row: logits, log-probabilities or probabilities, whose order is the same.</param>
    /// <param name="indices">Where to put the zero-based indices. Its length is k: at least 1, and no more than the row's.</param>
    /// <returns>Whether there is an order: false for a row that has no softmax, for which every index is −1.</returns>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is empty, or longer than <paramref name="logits"/>.</exception>
    /// <remarks>
    /// <para>
    /// Empty: there is no k that fits. One finite element: index 0. −∞ among finite elements: behind all of them, in the order of their
    /// indices. Only −∞: −1 throughout. +∞: −1 throughout. NaN anywhere: −1 throughout. The first index is that of
    /// <see cref="ArgMax(ReadOnlySpan{float})"/>.
    /// </para>
    /// <para>
    /// The row is read once, and the k best so far are kept as a heap whose root is the worst of them: O(n log k) at most, for rows that
    /// rise; O(n + k log k log n) expected for rows in random order, where few elements beat the root. Nothing is allocated, and the
    /// other elements are never sorted.
    /// </para>
    /// </remarks>
    public static bool TopK(ReadOnlySpan<float> logits, Span<int> indices) => TopK<float>(logits, indices);

    /// <inheritdoc cref="TopK(ReadOnlySpan{float}, Span{int})"/>
    public static bool TopK(ReadOnlySpan<double> logits, Span<int> indices) => TopK<double>(logits, indices);

    private static bool TopK<T>(ReadOnlySpan<T> logits, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int k = indices.Length;
        if (k == 0 || k > logits.Length)
        {
            ThrowK(k, logits.Length);
        }

        bool isOrdered = Select(logits, indices);
        for (int last = k - 1; last > 0 && isOrdered; last--)
        {
            (indices[0], indices[last]) = (indices[last], indices[0]);
            SiftDown(logits, indices[..last], 0);
        }

        if (isOrdered && logits[indices[0]] > T.NegativeInfinity)
        {
            return true;
        }

        indices.Fill(-1);
        return false;
    }

    /// <summary>Makes <paramref name="heap"/> the heap of the largest elements; false on meeting an element that no softmax can have.</summary>
    private static bool Select<T>(ReadOnlySpan<T> logits, Span<int> heap)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < heap.Length; i++)
        {
            if (!(logits[i] < T.PositiveInfinity))
            {
                return false;
            }

            heap[i] = i;
        }

        for (int i = heap.Length / 2 - 1; i >= 0; i--)
        {
            SiftDown(logits, heap, i);
        }

        T worst = logits[heap[0]];
        for (int i = heap.Length; i < logits.Length; i++)
        {
            // One comparison for nearly every element: NaN, too, is not less than or equal to the worst. An equal one comes too late.
            if (!(logits[i] <= worst))
            {
                if (!(logits[i] < T.PositiveInfinity))
                {
                    return false;
                }

                heap[0] = i;
                SiftDown(logits, heap, 0);
                worst = logits[heap[0]];
            }
        }

        return true;
    }

    /// <summary>Lets the index at <paramref name="parent"/> sink until no child of it is worse.</summary>
    private static void SiftDown<T>(ReadOnlySpan<T> logits, Span<int> heap, int parent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int sinking = heap[parent];
        for (int child = 2 * parent + 1; child < heap.Length; child = 2 * parent + 1)
        {
            if (child + 1 < heap.Length && IsWorse(logits, heap[child + 1], heap[child]))
            {
                child++;
            }

            if (!IsWorse(logits, heap[child], sinking))
            {
                break;
            }

            heap[parent] = heap[child];
            parent = child;
        }

        heap[parent] = sinking;
    }

    private static bool IsWorse<T>(ReadOnlySpan<T> logits, int index, int other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        logits[index] < logits[other] || (logits[index] == logits[other] && index > other);

    [DoesNotReturn]
    private static void ThrowK(int k, int length) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"The top {k} of {length} elements are asked for; pass a span of 1 to {length} indices."), "indices");
}
