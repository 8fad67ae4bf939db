using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Finds and reads the column of true classes, a key.</summary>
internal static class LabelInput
{
    /// <summary>The value that stands for the missing key.</summary>
    public const int Missing = -1;

    private const string Expected = "a key, as the label";

    private const string Hint =
        "MapValueToKey turns text and numbers into keys.";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a key.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw InputColumn.Missing(stage, name, Expected, schema, "labelColumnName");
        return column.Type is KeyDataViewType ? column : throw InputColumn.WrongType(stage, name, Expected, column, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage)
    {
        SchemaShape.Column column = InputColumn.Find(shape, name) ?? throw InputColumn.Missing(stage, name, Expected, shape, "labelColumnName");
        return column.Kind == VectorKind.Scalar && column.IsKey ? column : throw InputColumn.WrongType(stage, name, Expected, column, Hint);
    }

    /// <summary>Creates a reader of the current row's class, counted from 0; <see cref="Missing"/> for the missing key.</summary>
    public static Func<long> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        // In memory, keys count from 1, and 0 is the missing key.
        Type raw = column.Type.RawType;
        return raw == typeof(uint) ? Reader<uint>(row, column, key => key)
            : raw == typeof(byte) ? Reader<byte>(row, column, key => key)
            : raw == typeof(ushort) ? Reader<ushort>(row, column, key => key)
            : Reader<ulong>(row, column, key => (long)Math.Min(key, long.MaxValue));
    }

    private static Func<long> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, long> number)
    {
        ValueGetter<T> get = row.GetGetter<T>(row.Schema[column.Index]);
        T key = default!;
        return () =>
        {
            get(ref key);
            return number(key) - 1;
        };
    }
}
