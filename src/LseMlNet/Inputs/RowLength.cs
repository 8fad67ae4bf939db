using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Checks that the rows of a column have the length that its type states. A source can violate this, and a
/// row of another length has other classes.
/// </summary>
/// <param name="stage">The name of the stage in messages.</param>
/// <param name="column">The column. If the size in its type is unknown, rows of any length are accepted.</param>
/// <param name="row">The row or cursor.</param>
internal readonly struct RowLength(string stage, DataViewSchema.Column column, DataViewRow row)
{
    private readonly int _size = ((VectorDataViewType)column.Type).Size;
    private readonly ValueGetter<DataViewRowId> _rowId = row.GetIdGetter();

    /// <exception cref="InvalidOperationException">The current row has another length.</exception>
    public void Check(int length)
    {
        if (length != _size && _size != 0)
        {
            throw Wrong(
                stage, column, _rowId, length,
                $"{_size}, as its type {column.Type} states. Fix the stage or the loader that produces the column.");
        }
    }

    /// <param name="stage">The name of the stage.</param>
    /// <param name="column">The column.</param>
    /// <param name="rowId">Gets the id of the row.</param>
    /// <param name="length">The number of values in the row.</param>
    /// <param name="expectedAndFix">The end of the message: the expected number, the reason, and the fix.</param>
    public static InvalidOperationException Wrong(
        string stage, DataViewSchema.Column column, ValueGetter<DataViewRowId> rowId, int length, string expectedAndFix) =>
        new($"{stage}: in row {RowText.Of(rowId)}, column '{column.Name}' has {length} values; expected {expectedAndFix}");
}
