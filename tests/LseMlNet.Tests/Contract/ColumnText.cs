using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>Writes what a column is and holds as text that is equal where the bits are.</summary>
internal static class ColumnText
{
    /// <summary>Name, type and annotations with their values.</summary>
    public static string Schema(DataViewSchema.Column column)
    {
        IEnumerable<string> annotations =
            from annotation in column.Annotations.Schema
            orderby annotation.Name
            select $"{annotation.Name}: {annotation.Type} = {Value(annotation.Type, column.Annotations, annotation)}";
        return $"{column.Name}: {column.Type}{(column.IsHidden ? " (hidden)" : "")} {{{string.Join("; ", annotations)}}}";
    }

    /// <summary>The rows of a column, in the order of a serial cursor.</summary>
    public static string[] Rows(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Func<string> read = Reader(cursor, column);
        var rows = new List<string>();
        while (cursor.MoveNext())
            rows.Add(read());
        return [.. rows];
    }

    /// <summary>Reads the current value of a column as text.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        Type t when t == typeof(float) => Reader<float>(row, column, Bits),
        Type t when t == typeof(double) => Reader<double>(row, column, Bits),
        Type t when t == typeof(VBuffer<float>) => VectorReader<float>(row, column, Bits),
        Type t when t == typeof(VBuffer<double>) => VectorReader<double>(row, column, Bits),
        Type t when t == typeof(int) => Reader<int>(row, column, value => value.ToString()),
        Type t when t == typeof(long) => Reader<long>(row, column, value => value.ToString()),
        Type t when t == typeof(uint) => Reader<uint>(row, column, value => value.ToString()),
        Type t when t == typeof(bool) => Reader<bool>(row, column, value => value.ToString()),
        Type t when t == typeof(ReadOnlyMemory<char>) => Reader<ReadOnlyMemory<char>>(row, column, value => value.ToString()),
        Type other => throw new NotSupportedException($"Column {column.Name} is {other}."),
    };

    private static Func<string> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string> text)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return text(value);
        };
    }

    private static Func<string> VectorReader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string> text) =>
        Reader<VBuffer<T>>(row, column, vector => string.Join(' ', vector.DenseValues().Select(text)));

    private static string Value(DataViewType type, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        if (type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            annotations.GetValue(annotation.Name, ref names);
            return string.Join(',', names.DenseValues());
        }
        return type switch
        {
            TextDataViewType => Get<ReadOnlyMemory<char>>(annotations, annotation.Name),
            KeyDataViewType => Get<uint>(annotations, annotation.Name),
            BooleanDataViewType => Get<bool>(annotations, annotation.Name),
            _ => throw new NotSupportedException($"Annotation {annotation.Name} is {type}."),
        };
    }

    private static string Get<T>(DataViewSchema.Annotations annotations, string kind)
    {
        T value = default!;
        annotations.GetValue(kind, ref value);
        return value!.ToString()!;
    }

    private static string Bits(float value) => BitConverter.SingleToInt32Bits(value).ToString("x8");

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16");
}
