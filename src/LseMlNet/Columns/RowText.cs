using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Names a row in messages.</summary>
internal static class RowText
{
    /// <summary>The row's number in data that count their rows, as most do; else its id.</summary>
    public static string Of(ValueGetter<DataViewRowId> rowId)
    {
        DataViewRowId id = default;
        rowId(ref id);
        return id.High == 0 ? $"{id.Low}" : id.ToString();
    }
}
