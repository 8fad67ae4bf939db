using LseMlNet.OnnxRuntime.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Data whose rows a model scores in batches.</summary>
/// <param name="environment">The environment in which the cursors run.</param>
/// <param name="rows">The same data, scored one row at a time.</param>
/// <param name="transform">Scores other data in the same way.</param>
/// <param name="model">The model.</param>
/// <param name="warn">Writes a warning to the log.</param>
internal sealed class BatchedDataView(
    IHostEnvironment environment, IDataTransform rows, Func<IDataView, IDataView> transform, OnnxModel model, Action<string> warn)
    : WrappedTransform(environment, rows, transform)
{
    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        if (!IsBatched(columns))
        {
            return Rows.GetRowCursor(columns, rand);
        }

        Random? shuffle = CanShuffle ? rand : null;
        return (LeavesCoresIdle ? ParallelCursor(columns, shuffle) : null)
            ?? Cursors([Source.GetRowCursor(Mapper.GetDependencies(columns), shuffle)], columns)[0];
    }

    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        if (!IsBatched(columns))
        {
            return Rows.GetRowCursorSet(columns, n, rand);
        }

        DataViewRowCursor[] sources = Source.GetRowCursorSet(Mapper.GetDependencies(columns), n, CanShuffle ? rand : null);
        return Cursors(LeavesCoresIdle ? Split(sources, n) : sources, columns);
    }

    // Sharing a batch among ONNX Runtime's own threads has less overhead than sharing the rows among parallel cursors. When ONNX Runtime is
    // limited to fewer threads than there are processors, scoring several batches at once keeps the other processors busy.
    private bool LeavesCoresIdle => model.Settings.IntraOpThreads < Environment.ProcessorCount;

    // Nothing is read ahead if no score is requested, or if a requested value does not outlive its row. In the latter case, rows are scored
    // one at a time.
    private bool IsBatched(DataViewSchema.Column[] columns) =>
        Array.Exists(columns, column => ModelOutputColumn.Find(column, model) is not null)
        && Array.TrueForAll(columns, column => ColumnBuffer.CanHold(column.Type))
        && TakesSeveralRows();

    private bool TakesSeveralRows()
    {
        BatchSize size = model.BatchSize;
        if (size.WhyOne is { } reason && (size.RowsDepend || model.Settings.BatchSize is not null))
        {
            Warn(reason, size.RowsDepend);
        }

        return size.Rows > 1;
    }

    private void Warn(string reason, bool rowsDepend)
    {
        if (model.IsFirstWarning())
        {
            warn(BatchSize.Warning(reason, rowsDepend, model.Settings.BatchSize));
        }
    }

    private DataViewRowCursor[] Cursors(DataViewRowCursor[] sources, DataViewSchema.Column[] columns)
    {
        var cursors = new DataViewRowCursor[sources.Length];
        int created = 0;
        try
        {
            for (; created < cursors.Length; created++)
            {
                cursors[created] = new BatchedCursor(model, Mapper, sources[created], columns, reason => Warn(reason, rowsDepend: true));
            }

            return cursors;
        }
        catch
        {
            // A cursor disposes its source.
            for (int i = 0; i < cursors.Length; i++)
            {
                (i < created ? cursors[i] : sources[i]).Dispose();
            }

            throw;
        }
    }
}
