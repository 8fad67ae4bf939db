using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Finds the k largest elements of one row, which are the most probable classes, in descending order. Equal elements are
    /// ordered by index. Takes logits, log-probabilities or probabilities, which have the same order.
    /// </summary>
    /// <param name="logits">One row.</param>
    /// <param name="indices">
    /// The destination of the zero-based indices. Its length is k: at least 1, and at most the length of the row.
    /// </param>
    /// <returns>True if the row has a softmax. Otherwise false, and every index is −1.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="indices"/> is empty, or longer than <paramref name="logits"/>.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>no k is valid, so the method throws</description></item>
    /// <item><term>one finite element</term><description>index 0</description></item>
    /// <item><term>−∞ among finite elements</term><description>after all finite elements, ordered by index</description></item>
    /// <item><term>only −∞</term><description>−1 for every index</description></item>
    /// <item><term>+∞</term><description>−1 for every index</description></item>
    /// <item><term>NaN</term><description>−1 for every index</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>the results are indices; subnormal elements are compared exactly</description>
    /// </item>
    /// <item><term>largest error</term><description>none</description></item>
    /// </list>
    /// <para>The first index is the one that <see cref="ArgMax(ReadOnlySpan{float})"/> returns.</para>
    /// <para>
    /// The row is read once. The k largest elements so far are kept in a heap whose root is the smallest of them. The method runs
    /// in O(n log k) at worst, for ascending rows, and in O(n + k log k log n) on average for rows in random order, where few
    /// elements exceed the root. It allocates nothing, and does not sort the other elements. If k is at least 64 and more than a 16th of
    /// the row, it sorts the row in rented memory instead.
    /// </para>
    /// <para>Source: J. W. J. Williams, <em>Algorithm 232: Heapsort</em>, Communications of the ACM 7 (1964), for the heap.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [0.1f, 2f, -1f, 1.5f];
    /// int[] indices = new int[2];
    /// Logits.TopK(logits, indices);   // 1, 3
    /// </code>
    /// </example>
    public static bool TopK(ReadOnlySpan<float> logits, Span<int> indices) => TopK<float>(logits, indices);

    /// <inheritdoc cref="TopK(ReadOnlySpan{float}, Span{int})"/>
    public static bool TopK(ReadOnlySpan<double> logits, Span<int> indices) => TopK<double>(logits, indices);

    // If k is above both of these limits, sorting is faster than the heap.
    private const int ManyIndices = 64;
    private const int SortedShare = 16;

    private static bool TopK<T>(ReadOnlySpan<T> logits, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int k = indices.Length;
        if (k == 0 || k > logits.Length)
        {
            ThrowK(k, logits.Length);
        }

        if (k >= ManyIndices && k > logits.Length / SortedShare)
        {
            return Sort(logits, indices);
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

    /// <summary>Sorts all elements. If k is large, this is faster than a heap, which would access memory at random.</summary>
    private static bool Sort<T>(ReadOnlySpan<T> logits, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = ArrayPool<T>.Shared.Rent(logits.Length);
        int[] order = ArrayPool<int>.Shared.Rent(logits.Length);
        Span<T> keys = values.AsSpan(0, logits.Length);
        Span<int> items = order.AsSpan(0, logits.Length);
        bool isOrdered = true;
        for (int i = 0; i < keys.Length; i++)
        {
            // The sort is ascending, so the keys are negated.
            keys[i] = -logits[i];
            items[i] = i;
            isOrdered &= logits[i] < T.PositiveInfinity;
        }

        if (isOrdered)
        {
            keys.Sort(items);
            isOrdered = keys[0] < T.PositiveInfinity;
            items[..indices.Length].CopyTo(indices);
            OrderEqual(keys, items, indices);
        }

        ArrayPool<T>.Shared.Return(values);
        ArrayPool<int>.Shared.Return(order);
        if (!isOrdered)
        {
            indices.Fill(-1);
        }

        return isOrdered;
    }

    /// <summary>Orders the indices of equal elements. The sort leaves them in any order.</summary>
    private static void OrderEqual<T>(Span<T> keys, Span<int> items, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0, end; start < indices.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                items[start..end].Sort();
                items[start..Math.Min(end, indices.Length)].CopyTo(indices[start..]);
            }
        }
    }

    /// <summary>Makes <paramref name="heap"/> the heap of the largest elements. Returns false if an element is +∞ or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            // For almost every element, one comparison suffices. It never skips a NaN. An element equal to
            // the worst comes later and ranks below it.
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

    /// <summary>Moves the index at <paramref name="parent"/> down until none of its children is worse.</summary>
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
        string.Create(
            CultureInfo.InvariantCulture, $"The top {k} of {length} elements were requested; pass a span of 1 to {length} indices."),
        "indices");
}
