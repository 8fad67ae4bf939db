using LseMlNet.OnnxRuntime.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Data that a model scores in batches.</summary>
/// <param name="environment">Where its cursors run.</param>
/// <param name="rows">The same data, scored row by row.</param>
/// <param name="again">Scores other data.</param>
/// <param name="model">The model.</param>
/// <param name="warn">Writes to the log.</param>
internal sealed class BatchedView(
    IHostEnvironment environment, IDataTransform rows, Func<IDataView, IDataView> again, OnnxModel model, Action<string> warn)
    : WrappedTransform(environment, rows, again)
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
            ?? Cursor(Source.GetRowCursor(Mapper.GetDependencies(columns), shuffle), columns);
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
        return [.. (LeavesCoresIdle ? Split(sources, n) : sources).Select(source => Cursor(source, columns))];
    }

    // ONNX Runtime's own threads share a batch with less ado than parallel cursors share the rows. Where it was told to use fewer
    // than there are, several batches at once use the others.
    private bool LeavesCoresIdle => model.Settings.IntraOpThreads < Environment.ProcessorCount;

    // Where no score is asked for, nothing is read ahead. Nor where values are asked for that do not outlive their row: such data are
    // scored row by row.
    private bool IsBatched(DataViewSchema.Column[] columns) =>
        Array.Exists(columns, IsScore) && Array.TrueForAll(columns, column => ColumnBuffer.CanHold(column.Type)) && TakesSeveralRows();

    private bool TakesSeveralRows()
    {
        if (model.BatchSize.WhyOne is { } reason && model.Settings.BatchSize is { } wanted)
        {
            warn($"Rows are scored one by one, not {wanted} at once: {reason}. Export the model with one dynamic first dimension for all inputs and outputs.");
        }

        return model.BatchSize.Rows > 1;
    }

    private BatchCursor Cursor(DataViewRowCursor source, DataViewSchema.Column[] columns)
    {
        IEnumerable<DataViewSchema.Column> kept = columns.Where(column => !IsScore(column)).SelectMany(column => Mapper.GetDependencies([column]));
        try
        {
            return new BatchCursor(Mapper, new BatchRow(model, Source.Schema, source, ModelInput.Find(Source.Schema, model), kept), columns);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private bool IsScore(DataViewSchema.Column column) =>
        !column.IsHidden && model.Settings.Outputs.Any(output => output.ColumnName == column.Name);
}
