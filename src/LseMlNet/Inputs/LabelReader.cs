using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Reads the classes of a cursor's rows, counted from 0: one for each row, or one for each position of a tensor.</summary>
internal static class LabelReader
{
    /// <summary>
    /// Creates a reader of the current row, which returns the same array each time. <see cref="LabelInput.Missing"/> stands for the missing
    /// key, and for a number that is negative or NaN.
    /// </summary>
    /// <param name="stage">The name of the stage in messages.</param>
    /// <param name="row">The row. Its values change as the cursor moves.</param>
    /// <param name="column">The column of labels.</param>
    public static Func<long[]> Create(string stage, DataViewRow row, DataViewSchema.Column column)
    {
        DataViewType item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        Type raw = item.RawType;
        return raw == typeof(uint) ? Create<uint>(stage, row, column, item)
            : raw == typeof(byte) ? Create<byte>(stage, row, column, item)
            : raw == typeof(ushort) ? Create<ushort>(stage, row, column, item)
            : raw == typeof(ulong) ? Create<ulong>(stage, row, column, item)
            : raw == typeof(sbyte) ? Create<sbyte>(stage, row, column, item)
            : raw == typeof(short) ? Create<short>(stage, row, column, item)
            : raw == typeof(int) ? Create<int>(stage, row, column, item)
            : raw == typeof(long) ? Create<long>(stage, row, column, item)
            : raw == typeof(double) ? Create<double>(stage, row, column, item)
            : Create<float>(stage, row, column, item);
    }

    private static Func<long[]> Create<T>(string stage, DataViewRow row, DataViewSchema.Column column, DataViewType item)
        where T : struct, INumber<T>
    {
        // In memory, keys count from 1, and 0 is the missing key.
        long first = item is KeyDataViewType ? 1 : 0;
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        if (column.Type is not VectorDataViewType vector)
        {
            ValueGetter<T> getOne = row.GetGetter<T>(row.Schema[column.Index]);
            T label = default;
            long[] one = new long[1];
            return () =>
            {
                getOne(ref label);
                one[0] = ClassOf(label, first);
                return one;
            };
        }

        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(row.Schema[column.Index]);
        var length = new RowLength(stage, column, row);
        VBuffer<T> labels = default;
        T[] scratch = [];
        long[] classes = new long[vector.Size];
        return () =>
        {
            get(ref labels);
            length.Check(labels.Length);
            ReadOnlySpan<T> values = RowKernel<T>.Dense(in labels, ref scratch);
            for (int i = 0; i < classes.Length; i++)
            {
                if (!T.IsInteger(values[i]) && T.IsFinite(values[i]))
                {
                    throw new InvalidOperationException(
                        $"{stage}: in row {RowText.Of(rowId)}, element {i} of label column '{column.Name}' is {values[i]}; expected a " +
                        "whole number. Use the index of the class, counted from 0.");
                }

                classes[i] = ClassOf(values[i], first);
            }

            return classes;
        };
    }

    private static long ClassOf<T>(T label, long first)
        where T : struct, INumber<T> =>
        T.IsNaN(label) || T.IsNegative(label) ? LabelInput.Missing : Math.Max(LabelInput.Missing, long.CreateSaturating(label) - first);
}
