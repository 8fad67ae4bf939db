using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime.Interop;

/// <summary>
/// A transformed data view with its own cursors. For everything else that ML.NET does with it (saving, exporting, applying it to other
/// data), it forwards to the data view that it wraps.
/// </summary>
/// <param name="environment">Where the cursors run.</param>
/// <param name="rows">The wrapped data view.</param>
/// <param name="transform">Transforms other data in the same way.</param>
internal abstract class WrappedTransform(IHostEnvironment environment, IDataTransform rows, Func<IDataView, IDataView> transform)
    : ITransformCanSaveOnnx, ITransformTemplate
{
    private readonly IHost _host = environment.Register(nameof(WrappedTransform));

    public IDataView Source => rows.Source;

    public DataViewSchema Schema => rows.Schema;

    public bool CanShuffle => rows.CanShuffle;

    protected IDataView Rows => rows;

    protected IRowToRowMapper Mapper => (IRowToRowMapper)rows;

    public long? GetRowCount() => rows.GetRowCount();

    public abstract DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    public abstract DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);

    /// <summary>Creates a cursor that merges parallel cursors and restores the order of their rows; null if ML.NET cannot.</summary>
    protected DataViewRowCursor? ParallelCursor(IEnumerable<DataViewSchema.Column> columns, Random? rand) =>
        DataViewUtils.TryCreateConsolidatingCursor(out DataViewRowCursor cursor, this, columns, _host, rand) ? cursor : null;

    /// <summary>Distributes the rows of a single cursor over <paramref name="n"/> cursors; returns several cursors unchanged.</summary>
    protected DataViewRowCursor[] Split(DataViewRowCursor[] cursors, int n) =>
        cursors is [var one] ? DataViewUtils.CreateSplitCursors(_host, one, n) : cursors;

    void ICanSaveModel.Save(ModelSaveContext ctx) => rows.Save(ctx);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => ((ICanSaveOnnx)rows).CanSaveOnnx(ctx);

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => ((ISaveAsOnnx)rows).SaveAsOnnx(ctx);

    IDataTransform ITransformTemplate.ApplyToData(IHostEnvironment env, IDataView newSource) => (IDataTransform)transform(newSource);
}
