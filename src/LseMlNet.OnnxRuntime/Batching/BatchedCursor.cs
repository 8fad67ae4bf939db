using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// A cursor whose rows are scored in batches: the model's outputs come from a <see cref="BatchScorer"/>, all other columns from the
/// <see cref="ReadAheadBuffer"/> below it. Parallel cursors have a batch each and share the model's session.
/// </summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _source;
    private readonly SessionBinding _binding;
    private readonly ReadAheadBuffer _rows;
    // The getters by the index of the column; null for columns that were not requested.
    private readonly Delegate?[] _getters;
    private bool _disposed;

    /// <param name="model">The model.</param>
    /// <param name="mapper">Finds the columns of the source that each column of this cursor depends on.</param>
    /// <param name="source">The cursor to read; disposed together with this cursor.</param>
    /// <param name="columns">The requested columns, in the mapper's output schema.</param>
    /// <param name="warn">Receives the reason if rows are scored one at a time after all.</param>
    public BatchedCursor(
        OnnxModel model, IRowToRowMapper mapper, DataViewRowCursor source, DataViewSchema.Column[] columns, Action<string> warn)
    {
        int capacity = model.BatchSize.Rows;
        _source = source;
        _binding = new SessionBinding(model, source, ModelInputColumns.Find(mapper.InputSchema, model), capacity);
        _rows = new ReadAheadBuffer(source, capacity, _binding.Read);
        var scorer = new BatchScorer(_binding, _rows, count => model.Independence.Allows(_binding, count, warn));
        Schema = mapper.OutputSchema;
        _getters = new Delegate?[Schema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            _getters[column.Index] = ModelOutputColumn.Find(column, model) is { } output
                ? scorer.CreateGetter(output)
                : _rows.CreateGetter(mapper.GetDependencies([column]).Single());
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _rows.Position;

    public override long Batch => _rows.Batch;

    public override bool MoveNext() => _rows.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _rows.GetId;

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = _getters[column.Index] ?? throw new InvalidOperationException(
            $"{OnnxModel.Stage}: column '{column.Name}' is not active; expected one of the columns that the cursor was created with. " +
            "Add it to the columns that you pass to GetRowCursor.");
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"{OnnxModel.Stage}: a getter of {typeof(TValue)} was requested for column '{column.Name}'; expected {column.Type.RawType}, " +
            "the type of its values. Call GetGetter with that type.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _binding.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }
}
