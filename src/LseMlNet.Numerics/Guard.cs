using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics;

/// <summary>Argument checks. Each message states what was found, what is expected and how to fix it.</summary>
internal static class Guard
{
    /// <summary>
    /// Returns the part of <paramref name="destination"/> that has the length of <paramref name="source"/>. The two must be the same memory
    /// or not overlap.
    /// </summary>
    public static Span<T> Elementwise<T>(ReadOnlySpan<T> source, Span<T> destination, string destinationName)
    {
        Span<T> used = Prefix(destination, source.Length, destinationName);
        // The same check as MemoryExtensions.Overlaps, which is not inlined: for a short row, the call would account for a
        // tenth of the total time.
        nint offset = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(used));
        nuint bytes = (nuint)source.Length * (nuint)Unsafe.SizeOf<T>();
        if (offset != 0 && ((nuint)offset < bytes || (nuint)(-offset) < bytes))
        {
            ThrowPartialOverlap((int)(offset / Unsafe.SizeOf<T>()), destinationName);
        }

        return used;
    }

    /// <summary>Returns the part of <paramref name="results"/> that receives one value per row. It must not overlap the rows.</summary>
    public static Span<T> Reduction<T>(ReadOnlySpan<T> source, int rowCount, Span<T> results, string resultsName)
    {
        Span<T> used = Prefix(results, rowCount, resultsName);
        if (source.Overlaps(used))
        {
            ThrowOverlap(resultsName);
        }

        return used;
    }

    public static int RowCount(int length, int rowLength)
    {
        if (rowLength <= 0)
        {
            ThrowRowLength(rowLength);
        }

        (int rows, int rest) = Math.DivRem(length, rowLength);
        if (rest != 0)
        {
            ThrowNotWholeRows(length, rowLength);
        }

        return rows;
    }

    /// <summary>Returns the number of rows to compute: 0 for an empty row, so that no kernel receives it.</summary>
    public static int OneRow(int length) => length == 0 ? 0 : 1;

    public static void Parallelism(int maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism is 0 or < -1)
        {
            ThrowParallelism(maxDegreeOfParallelism);
        }
    }

    public static void Label(int label, int rowLength, string parameterName)
    {
        if ((uint)label >= (uint)rowLength)
        {
            ThrowLabel(label, rowLength, parameterName);
        }
    }

    public static void Labels(ReadOnlySpan<int> labels, int rowCount, int rowLength)
    {
        if (labels.Length != rowCount)
        {
            ThrowLabelCount(labels.Length, rowCount);
        }

        // All labels are checked before the first result is written, so that an invalid label leaves the results unchanged.
        foreach (int label in labels)
        {
            Label(label, rowLength, nameof(labels));
        }
    }

    public static void Temperature(double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
        {
            ThrowTemperature(temperature);
        }
    }

    public static void RepeatedLast(int length, int lastCount)
    {
        if (length == 0)
        {
            ThrowNoLast();
        }

        if (lastCount < 1)
        {
            ThrowLastCount(lastCount);
        }
    }

    private static Span<T> Prefix<T>(Span<T> destination, int required, string name)
    {
        if (destination.Length < required)
        {
            ThrowTooShort(destination.Length, required, name);
        }

        return destination[..required];
    }

    [DoesNotReturn]
    private static void ThrowTooShort(int found, int required, string name) =>
        throw new ArgumentException(Text($"The destination has {found} elements but needs at least {required}; pass a longer span."), name);

    [DoesNotReturn]
    private static void ThrowPartialOverlap(int offset, string name) =>
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The destination starts {offset} elements away from the logits and overlaps them; "
                + $"pass the same span to work in place, or a span that does not overlap."),
            name);

    [DoesNotReturn]
    private static void ThrowOverlap(string name) =>
        throw new ArgumentException(
            "The results overlap the logits, whose shape is different; pass a span that does not overlap them.", name);

    [DoesNotReturn]
    private static void ThrowRowLength(int rowLength) =>
        throw new ArgumentOutOfRangeException(
            nameof(rowLength), rowLength, "The row length must be at least 1; pass the number of classes.");

    [DoesNotReturn]
    private static void ThrowNotWholeRows(int logits, int rowLength) =>
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There are {logits} logits, which is not a multiple of the row length {rowLength}; "
                + $"pass whole rows, or correct the row length."),
            nameof(logits));

    [DoesNotReturn]
    private static void ThrowLabel(int label, int rowLength, string name) =>
        throw new ArgumentOutOfRangeException(
            name,
            label,
            Text($"A label must be at least 0 and less than the row length {rowLength}; pass the zero-based index of the class."));

    [DoesNotReturn]
    private static void ThrowLabelCount(int labels, int rows) =>
        throw new ArgumentException(Text($"There are {labels} labels for {rows} rows; pass one label per row."), nameof(labels));

    [DoesNotReturn]
    private static void ThrowParallelism(int maxDegreeOfParallelism) =>
        throw new ArgumentOutOfRangeException(
            nameof(maxDegreeOfParallelism),
            maxDegreeOfParallelism,
            "The number of threads must be at least 1, or −1 for all processors; pass 1 to use only the caller's thread.");

    [DoesNotReturn]
    private static void ThrowNoLast() =>
        throw new ArgumentException("The row is empty, so there is no last logit to repeat; pass at least that logit.", "logits");

    [DoesNotReturn]
    private static void ThrowLastCount(int lastCount) =>
        throw new ArgumentOutOfRangeException(
            nameof(lastCount),
            lastCount,
            "At least 1 class must have the last logit; if none has it, leave it out and call Softmax.");

    [DoesNotReturn]
    private static void ThrowTemperature(double temperature) =>
        throw new ArgumentOutOfRangeException(
            nameof(temperature), temperature, "The temperature must be finite and greater than 0; pass 1 to leave the logits unchanged.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
