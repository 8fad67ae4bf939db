using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime.Interop;

/// <summary>
/// Data that a stage has transformed, with cursors of its own. To all else that ML.NET does with it (saving, exporting, applying it to
/// other data) it is what it wraps.
/// </summary>
internal abstract class WrappedTransform(IHostEnvironment environment, IDataTransform rows, Func<IDataView, IDataView> again)
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

    /// <summary>One cursor over parallel ones, whose rows it brings back into order; null where ML.NET finds no way to have them.</summary>
    protected DataViewRowCursor? ParallelCursor(IEnumerable<DataViewSchema.Column> columns, Random? rand) =>
        DataViewUtils.TryCreateConsolidatingCursor(out DataViewRowCursor cursor, this, columns, _host, rand) ? cursor : null;

    /// <summary>Deals the rows of a cursor out to several, where there is one cursor only.</summary>
    protected DataViewRowCursor[] Split(DataViewRowCursor[] cursors, int n) =>
        cursors is [var one] ? DataViewUtils.CreateSplitCursors(_host, one, n) : cursors;

    void ICanSaveModel.Save(ModelSaveContext ctx) => rows.Save(ctx);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => ((ICanSaveOnnx)rows).CanSaveOnnx(ctx);

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => ((ISaveAsOnnx)rows).SaveAsOnnx(ctx);

    IDataTransform ITransformTemplate.ApplyToData(IHostEnvironment env, IDataView newSource) => (IDataTransform)again(newSource);
}
