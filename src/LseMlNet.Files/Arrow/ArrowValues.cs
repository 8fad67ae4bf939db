using System.Numerics;
using Apache.Arrow;

namespace LseMlNet.Files.Arrow;

/// <summary>The values of some rows of a column, as one array: lists are checked and unpacked.</summary>
/// <param name="Array">The array of single values.</param>
/// <param name="Start">Where the values of the first row begin.</param>
internal readonly record struct ArrowValues(IArrowArray Array, int Start)
{
    /// <param name="array">A column.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="rowLength">The number of values that each row must have.</param>
    /// <param name="fault">
    /// Creates an error from the row, counted from <paramref name="start"/>, and a description of what is wrong with it.
    /// </param>
    /// <exception cref="FormatException">A row or a value is null, or a row has a different number of values.</exception>
    public static ArrowValues Of(IArrowArray array, int start, int count, int rowLength, Func<long, string, FormatException> fault)
    {
        int length = count;
        int perRow = 1;
        while (true)
        {
            int missing = FirstNull(array, start, length);
            if (missing >= 0)
            {
                throw fault(missing / perRow, perRow == 1 ? "it is null; expected a value" : $"value {missing % perRow} is null; expected a number");
            }

            switch (array)
            {
                case FixedSizeListArray list:
                    int size = ((Apache.Arrow.Types.FixedSizeListType)list.Data.DataType).ListSize;
                    (array, start, length, perRow) = (list.Values, checked((list.Offset + start) * size), checked(length * size), checked(perRow * size));
                    break;
                case ListArray list:
                    start = Uniform(list.ValueOffsets.Slice(start, length + 1), rowLength, fault);
                    (array, length, perRow) = (list.Values, checked(length * rowLength), rowLength);
                    break;
                case LargeListArray list:
                    start = Uniform(list.ValueOffsets.Slice(start, length + 1), rowLength, fault);
                    (array, length, perRow) = (list.Values, checked(length * rowLength), rowLength);
                    break;
                default:
                    return perRow != rowLength ? throw fault(0, $"it has {perRow} values; expected {rowLength}")
                        : HasBytes(array, start + (long)length) ? new ArrowValues(array, start)
                        : throw fault(0, "the file is damaged: there are fewer values than rows");
            }
        }
    }

    /// <summary>Copies floating-point values.</summary>
    /// <param name="values">The destination.</param>
    /// <param name="first">The index of the first value.</param>
    /// <param name="step">The distance from one value to the next.</param>
    public void CopyTo<T>(Span<T> values, int first, int step)
        where T : unmanaged, INumberBase<T>
    {
        switch (Array)
        {
            case HalfFloatArray array:
                Copy(array.Values[Start..], values, first, step);
                break;
            case FloatArray array:
                Copy(array.Values[Start..], values, first, step);
                break;
            case DoubleArray array:
                Copy(array.Values[Start..], values, first, step);
                break;
            default:
                throw Unexpected();
        }
    }

    /// <summary>Copies whole numbers; numbers above 2^63 − 1 become 2^63 − 1.</summary>
    public void CopyTo(Span<long> values)
    {
        switch (Array)
        {
            case Int8Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case Int16Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case Int32Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case Int64Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case UInt8Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case UInt16Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case UInt32Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            case UInt64Array array:
                Copy(array.Values[Start..], values, 0, 1);
                break;
            default:
                throw Unexpected();
        }
    }

    /// <summary>Copies texts.</summary>
    public void CopyTo(Span<string?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Text(Array, Start + i);
        }
    }

    // Every value has a byte at least; reading it checks the rest.
    private static bool HasBytes(IArrowArray array, long values) => array.Data.Buffers.Length < 2 || array.Data.Buffers[1].Length >= values;

    private static string Text(IArrowArray array, int index) => array switch
    {
        LargeStringArray texts => texts.GetString(index),
        StringArray texts => texts.GetString(index),
        StringViewArray texts => texts.GetString(index),
        DictionaryArray texts => Text(texts.Dictionary, checked((int)Index(texts.Indices, index))),
        _ => throw new InvalidDataException($"{array.Data.DataType.Name} is not text"),
    };

    private static long Index(IArrowArray indices, int index)
    {
        Span<long> one = [0];
        new ArrowValues(indices, index).CopyTo(one);
        return one[0];
    }

    private static void Copy<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to, int first, int step)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        if (typeof(TFrom) == typeof(TTo) && step == 1)
        {
            System.Runtime.InteropServices.MemoryMarshal.Cast<TFrom, TTo>(from[..to.Length]).CopyTo(to);
            return;
        }

        for (int i = 0, at = first; at < to.Length; i++, at += step)
        {
            to[at] = TTo.CreateSaturating(from[i]);
        }
    }

    private static int FirstNull(IArrowArray array, int start, int count)
    {
        if (array.NullCount == 0)
        {
            return -1;
        }

        for (int i = 0; i < count; i++)
        {
            if (array.IsNull(start + i))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Uniform<TOffset>(ReadOnlySpan<TOffset> offsets, int rowLength, Func<long, string, FormatException> fault)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        for (int row = 0; row + 1 < offsets.Length; row++)
        {
            TOffset length = offsets[row + 1] - offsets[row];
            if (length != TOffset.CreateSaturating(rowLength))
            {
                throw fault(row, $"it has {length} values; expected {rowLength}, as in the first row");
            }
        }

        return int.CreateChecked(offsets[0]);
    }

    private InvalidDataException Unexpected() => new($"{Array.Data.DataType.Name} does not hold numbers of this kind");
}
