using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>A cursor whose rows are scored in batches; each of several parallel ones has its own, and all share the model's session.</summary>
internal sealed class BatchCursor : DataViewRowCursor
{
    private readonly BatchRow _batch;
    private readonly DataViewRow _row;
    private readonly bool[] _active;

    /// <param name="mapper">Makes a row with scores of one without.</param>
    /// <param name="batch">The row without.</param>
    /// <param name="columns">The columns that are asked for.</param>
    public BatchCursor(IRowToRowMapper mapper, BatchRow batch, DataViewSchema.Column[] columns)
    {
        _batch = batch;
        _row = mapper.GetRow(batch, columns);
        _active = new bool[mapper.OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            _active[column.Index] = true;
        }
    }

    public override DataViewSchema Schema => _row.Schema;

    public override long Position => _batch.Position;

    public override long Batch => _batch.Batch;

    public override bool MoveNext() => _batch.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _batch.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
        ? _row.GetGetter<TValue>(column)
        : throw new InvalidOperationException(
            $"{OnnxModel.Stage}: column '{column.Name}' is not active; wanted one of those that the cursor was asked for. Name it in GetRowCursor.");

    // With it go the batch and the cursor below.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _row.Dispose();
        }

        base.Dispose(disposing);
    }
}
