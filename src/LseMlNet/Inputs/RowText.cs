using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Names a row in error messages.</summary>
internal static class RowText
{
    /// <summary>Returns the row's number if the data has row numbers, which most sources do; otherwise the row's id.</summary>
    public static string Of(ValueGetter<DataViewRowId> rowId)
    {
        DataViewRowId id = default;
        rowId(ref id);
        return id.High == 0 ? $"{id.Low}" : id.ToString();
    }
}
