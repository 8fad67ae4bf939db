using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Names a row in error messages.</summary>
internal static class RowText
{
    /// <summary>The row's number if the data numbers its rows, as most sources do; else the row's id.</summary>
    public static string Of(ValueGetter<DataViewRowId> rowId)
    {
        DataViewRowId id = default;
        rowId(ref id);
        return id.High == 0 ? $"{id.Low}" : id.ToString();
    }
}
