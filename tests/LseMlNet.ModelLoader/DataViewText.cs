using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.ModelLoader;

/// <summary>
/// Formats data as text, so that the data of two programs can be compared: each column with its type and annotations, then each row.
/// Floating-point numbers are written as their bits, so equal texts mean equal values.
/// </summary>
public static class DataViewText
{
    /// <summary>Formats the schema, then the rows in the order of a serial cursor.</summary>
    public static string Of(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var text = new StringBuilder();
        foreach (DataViewSchema.Column column in data.Schema)
        {
            text.Append(Of(column));
        }

        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        Func<string>[] readers = [.. data.Schema.Select(column => Reader(cursor, column))];
        while (cursor.MoveNext())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"row {cursor.Position}");
            for (int i = 0; i < readers.Length; i++)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {data.Schema[i].Name} = {readers[i]()}");
            }
        }
        return text.ToString();
    }

    /// <summary>Formats the name, type and annotations of a column.</summary>
    public static string Of(DataViewSchema.Column column)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"column {column.Name}: {column.Type}{(column.IsHidden ? " (hidden)" : "")}");
        foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
        {
            Func<string> read = Reader(nameof(AnnotationReader), annotation.Type, column.Annotations, annotation.Name);
            text.AppendLine(CultureInfo.InvariantCulture, $"  annotation {annotation.Name}: {annotation.Type} = {read()}");
        }
        return text.ToString();
    }

    /// <summary>Formats the values of a column, in the order of a serial cursor.</summary>
    public static string[] Values(IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Func<string> read = Reader(cursor, column);
        var values = new List<string>();
        while (cursor.MoveNext())
        {
            values.Add(read());
        }

        return [.. values];
    }

    /// <summary>Creates a reader of a column's value in the current row.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column) =>
        Reader(nameof(ColumnReader), column.Type, row, column);

    // The type of a value is known only at run time.
    private static Func<string> Reader(string method, DataViewType type, params object[] arguments) =>
        (Func<string>)typeof(DataViewText).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.RawType).Invoke(null, arguments)!;

    private static Func<string> AnnotationReader<T>(DataViewSchema.Annotations annotations, string kind) => () =>
    {
        T value = default!;
        annotations.GetValue(kind, ref value);
        return Text(value);
    };

    private static Func<string> ColumnReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return Text(value);
        };
    }

    private static string Text(object? value) => value switch
    {
        float number => BitConverter.SingleToUInt32Bits(number).ToString("X8", CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("X16", CultureInfo.InvariantCulture),
        ReadOnlyMemory<char> text => $"\"{text}\"",
        VBuffer<float> vector => Text(in vector),
        VBuffer<double> vector => Text(in vector),
        VBuffer<ReadOnlyMemory<char>> vector => Text(in vector),
        VBuffer<uint> vector => Text(in vector),
        VBuffer<int> vector => Text(in vector),
        VBuffer<long> vector => Text(in vector),
        VBuffer<bool> vector => Text(in vector),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static string Text<T>(in VBuffer<T> vector) =>
        $"[{vector.Length}] {string.Join(' ', vector.DenseValues().Select(value => Text(value)))}";
}
