using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Finds and reads the column that identifies a row.</summary>
internal static class RowIdInput
{
    private const string Expected = "text, a key or an integer, as the id of each row";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it cannot identify a row.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw InputColumn.Missing(stage, name, Expected, schema, nameof(LogitsMetricsOptions.RowIdColumnName));
        bool isInteger = column.Type is NumberDataViewType && column.Type.RawType != typeof(float) && column.Type.RawType != typeof(double);
        return isInteger || column.Type is TextDataViewType or KeyDataViewType
            ? column
            : throw InputColumn.WrongType(stage, name, Expected, column, "ConvertType converts other types to text.");
    }

    /// <summary>Creates a getter of the id of the current row. Text is hashed.</summary>
    public static ValueGetter<DataViewRowId> Create(DataViewRow row, DataViewSchema.Column column)
    {
        Type raw = column.Type.RawType;
        return raw == typeof(ReadOnlyMemory<char>) ? CreateOfText(row, column)
            : raw == typeof(sbyte) ? Create<sbyte>(row, column)
            : raw == typeof(byte) ? Create<byte>(row, column)
            : raw == typeof(short) ? Create<short>(row, column)
            : raw == typeof(ushort) ? Create<ushort>(row, column)
            : raw == typeof(int) ? Create<int>(row, column)
            : raw == typeof(uint) ? Create<uint>(row, column)
            : raw == typeof(long) ? Create<long>(row, column)
            : Create<ulong>(row, column);
    }

    private static ValueGetter<DataViewRowId> Create<T>(DataViewRow row, DataViewSchema.Column column)
        where T : IBinaryInteger<T>
    {
        ValueGetter<T> get = row.GetGetter<T>(row.Schema[column.Index]);
        T value = T.Zero;
        return (ref DataViewRowId id) =>
        {
            get(ref value);
            id = new DataViewRowId(ulong.CreateTruncating(value), 0);
        };
    }

    private static ValueGetter<DataViewRowId> CreateOfText(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(row.Schema[column.Index]);
        ReadOnlyMemory<char> value = default;
        return (ref DataViewRowId id) =>
        {
            get(ref value);
            id = new DataViewRowId(PoissonDraws.Hash(value.Span), 0);
        };
    }
}
