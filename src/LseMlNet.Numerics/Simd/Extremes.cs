using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Finds the largest element, or the two largest, of rows and of positions along a class axis. Nothing here depends on the element type or
/// on the width of a register, so <see cref="Vector{T}"/> serves both, unlike the kernels with an exponential.
/// </summary>
internal static unsafe class Extremes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A thread reads much faster than it computes exponentials, so it needs more elements to pay off.
    private const int ElementsForAThread = 500_000;

    /// <summary>
    /// Returns the index of the first of the largest elements, or −1 if the row is empty, its largest element is infinite, or an
    /// element is NaN.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static int ArgMax(T* logits, int length)
    {
        int i = 0;
        T largest = T.NegativeInfinity;
        if (length >= Vector<T>.Count)
        {
            // Vector.Max returns NaN if an operand is NaN.
            Vector<T> even = Vector.Load(logits);
            Vector<T> odd = even;
            for (; i <= length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
            {
                even = Vector.Max(even, Vector.Load(logits + i));
                odd = Vector.Max(odd, Vector.Load(logits + i + Vector<T>.Count));
            }

            even = Vector.Max(even, odd);
            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                largest = T.Max(largest, even[lane]);
            }
        }

        for (; i < length; i++)
        {
            largest = T.Max(largest, logits[i]);
        }

        return T.IsFinite(largest) ? IndexOf(largest, logits, length) : -1;
    }

    /// <summary>Returns the difference between the two largest elements, or NaN where <see cref="ArgMax(T*, int)"/> returns −1.</summary>
    [MethodImpl(Kernel.Options)]
    public static T Margin(T* logits, int length, double temperature)
    {
        T first = T.NegativeInfinity;
        T second = first;
        int i = 0;
        if (length >= 2 * Vector<T>.Count)
        {
            Vector<T> firsts = new(first);
            Vector<T> seconds = firsts;
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Add(Vector.Load(logits + i), ref firsts, ref seconds);
            }

            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                Add(firsts[lane], ref first, ref second);
                Add(seconds[lane], ref first, ref second);
            }
        }

        for (; i < length; i++)
        {
            Add(logits[i], ref first, ref second);
        }

        return Margin(first, second, temperature);
    }

    /// <summary>Does the same as <see cref="ArgMax(T*, int)"/> for each position of logits in the layout [outer, classes, inner].</summary>
    [MethodImpl(Kernel.Options)]
    private static void ArgMaxOfPositions(T* logits, int classes, int inner, int* results, int firstPosition, int endPosition)
    {
        if (inner == 1)
        {
            for (int row = firstPosition; row < endPosition; row++)
            {
                results[row] = ArgMax(logits + (nint)row * classes, classes);
            }

            return;
        }

        for (int position = firstPosition, count; position < endPosition; position += count)
        {
            T* x = logits + ClassAxis.Start(position, classes, inner);
            count = Count(position, endPosition, inner);
            if (count < Vector<T>.Count)
            {
                count = 1;
                results[position] = ArgMaxOfStrided(x, classes, inner);
                continue;
            }

            Vector<T> largest = new(T.NegativeInfinity);
            Vector<T> index = new(T.NegativeOne);
            for (int i = 0; i < classes; i++)
            {
                Vector<T> value = Vector.Load(x + (nint)i * inner);
                index = Vector.ConditionalSelect(Vector.GreaterThan(value, largest), new Vector<T>(T.CreateTruncating(i)), index);
                largest = Vector.Max(largest, value);
            }

            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                results[position + lane] = T.IsFinite(largest[lane]) ? int.CreateTruncating(index[lane]) : -1;
            }
        }
    }

    /// <summary>
    /// Does the same as <see cref="Margin(T*, int, double)"/> for each position of logits in the layout [outer, classes, inner].
    /// </summary>
    [MethodImpl(Kernel.Options)]
    private static void MarginOfPositions(
        T* logits, int classes, int inner, T* results, int firstPosition, int endPosition, double temperature)
    {
        if (inner == 1)
        {
            for (int row = firstPosition; row < endPosition; row++)
            {
                results[row] = Margin(logits + (nint)row * classes, classes, temperature);
            }

            return;
        }

        for (int position = firstPosition, count; position < endPosition; position += count)
        {
            T* x = logits + ClassAxis.Start(position, classes, inner);
            count = Count(position, endPosition, inner);
            if (count < Vector<T>.Count)
            {
                count = 1;
                T first = T.NegativeInfinity;
                T second = first;
                for (int i = 0; i < classes; i++)
                {
                    Add(x[(nint)i * inner], ref first, ref second);
                }

                results[position] = Margin(first, second, temperature);
                continue;
            }

            Vector<T> firsts = new(T.NegativeInfinity);
            Vector<T> seconds = firsts;
            for (int i = 0; i < classes; i++)
            {
                Add(Vector.Load(x + (nint)i * inner), ref firsts, ref seconds);
            }

            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                results[position + lane] = Margin(firsts[lane], seconds[lane], temperature);
            }
        }
    }

    /// <summary>Finds the largest of each position on several threads.</summary>
    public static void ArgMax(T* logits, int classes, int inner, int* results, int positions, int maxDegreeOfParallelism)
    {
        int threads = Threads.Count((long)positions * classes, ElementsForAThread, maxDegreeOfParallelism);
        if (threads == 1)
        {
            ArgMaxOfPositions(logits, classes, inner, results, 0, positions);
        }
        else
        {
            SpreadArgMax(logits, classes, inner, results, positions, threads);
        }
    }

    /// <summary>Computes the margin of each position on several threads.</summary>
    public static void Margin(T* logits, int classes, int inner, T* results, int positions, double temperature, int maxDegreeOfParallelism)
    {
        int threads = Threads.Count((long)positions * classes, ElementsForAThread, maxDegreeOfParallelism);
        if (threads == 1)
        {
            MarginOfPositions(logits, classes, inner, results, 0, positions, temperature);
        }
        else
        {
            SpreadMargin(logits, classes, inner, results, positions, temperature, threads);
        }
    }

    // A method allocates its closure as soon as it starts, so the closures for threads are in separate methods.
    private static void SpreadArgMax(T* logits, int classes, int inner, int* results, int positions, int threads) =>
        Threads.Run(positions, 1, threads, (first, end) => ArgMaxOfPositions(logits, classes, inner, results, first, end));

    private static void SpreadMargin(T* logits, int classes, int inner, T* results, int positions, double temperature, int threads) =>
        Threads.Run(positions, 1, threads, (first, end) => MarginOfPositions(logits, classes, inner, results, first, end, temperature));

    [MethodImpl(Kernel.Options)]
    public static int IndexOf(T value, T* logits, int length)
    {
        int i = 0;
        Vector<T> values = new(value);
        while (i <= length - Vector<T>.Count && !Vector.EqualsAny(values, Vector.Load(logits + i)))
        {
            i += Vector<T>.Count;
        }

        while (logits[i] != value)
        {
            i++;
        }

        return i;
    }

    [MethodImpl(Kernel.Options)]
    private static int ArgMaxOfStrided(T* logits, int classes, nint stride)
    {
        T largest = T.NegativeInfinity;
        int index = -1;
        for (int i = 0; i < classes; i++)
        {
            T value = logits[i * stride];
            index = value > largest ? i : index;
            largest = T.Max(largest, value);
        }

        return T.IsFinite(largest) ? index : -1;
    }

    // Returns the number of positions to process: as many as a register has lanes if they are next to each other, otherwise fewer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(int position, int end, int inner) =>
        Math.Min(Vector<T>.Count, Math.Min(end - position, inner - position % inner));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<T> value, ref Vector<T> first, ref Vector<T> second)
    {
        second = Vector.Max(second, Vector.Min(first, value));
        first = Vector.Max(first, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T value, ref T first, ref T second)
    {
        second = T.Max(second, T.Min(first, value));
        first = T.Max(first, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Margin(T first, T second, double temperature)
    {
        if (!T.IsFinite(first))
        {
            return T.NaN;
        }

        if (temperature == 1)
        {
            return first - second;
        }

        double difference = double.CreateTruncating(first) - double.CreateTruncating(second);
        return T.CreateTruncating(
            double.IsFinite(difference) || second == T.NegativeInfinity
                ? difference / temperature
                : double.CreateTruncating(first) / temperature - double.CreateTruncating(second) / temperature);
    }
}
