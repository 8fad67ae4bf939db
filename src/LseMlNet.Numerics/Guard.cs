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

    /// <summary>Returns the number of positions of logits in the layout [outer, classCount, innerLength]: outer · innerLength.</summary>
    public static int Positions(int length, int classCount, int innerLength)
    {
        if (classCount <= 0)
        {
            ThrowAxis(classCount, nameof(classCount), "class count");
        }

        if (innerLength <= 0)
        {
            ThrowAxis(innerLength, nameof(innerLength), "inner length");
        }

        long block = (long)classCount * innerLength;
        (long outer, long rest) = Math.DivRem(length, block);
        if (rest != 0)
        {
            ThrowNotWholeBlocks(length, classCount, innerLength);
        }

        return (int)outer * innerLength;
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

    /// <summary>Checks the labels of positions, where any negative label means that the position is ignored.</summary>
    public static void LabelsOrIgnored(ReadOnlySpan<int> labels, int positions, int classCount)
    {
        if (labels.Length != positions)
        {
            ThrowLabelCount(labels.Length, positions);
        }

        foreach (int label in labels)
        {
            if (label >= classCount)
            {
                ThrowLabel(label, classCount, nameof(labels));
            }
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

    public static Span<T> Prefix<T>(Span<T> destination, int required, string name)
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
    private static void ThrowAxis(int found, string parameterName, string name) =>
        throw new ArgumentOutOfRangeException(
            parameterName,
            found,
            $"The {name} must be at least 1; for logits of shape [outer, classes, inner], pass the number of classes and the inner size.");

    [DoesNotReturn]
    private static void ThrowNotWholeBlocks(int logits, int classCount, int innerLength) =>
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There are {logits} logits, which is not a multiple of {classCount} classes times an inner length of {innerLength}; "
                + $"pass whole blocks, or correct the shape."),
            nameof(logits));

    [DoesNotReturn]
    private static void ThrowLabel(int label, int rowLength, string name) =>
        throw new ArgumentOutOfRangeException(
            name,
            label,
            Text($"A label must be at least 0 and less than the row length {rowLength}; pass the zero-based index of the class."));

    [DoesNotReturn]
    private static void ThrowLabelCount(int labels, int rows) =>
        throw new ArgumentException(
            Text($"The number of labels is {labels}, but the number of rows is {rows}; pass one label per row."), nameof(labels));

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
