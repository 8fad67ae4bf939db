using Microsoft.ML;

namespace LseMlNet.Benchmarks.Metrics;

/// <summary>Counts the passes over a data view.</summary>
internal sealed class CountingData(IDataView data) : IDataView
{
    public int Passes { get; private set; }

    public bool CanShuffle => data.CanShuffle;

    public DataViewSchema Schema => data.Schema;

    public long? GetRowCount() => data.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Passes++;
        return data.GetRowCursor(columnsNeeded, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        Passes++;
        return data.GetRowCursorSet(columnsNeeded, n, rand);
    }
}
