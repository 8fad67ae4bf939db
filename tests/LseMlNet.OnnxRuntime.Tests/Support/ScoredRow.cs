using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>
/// A cursor over data, and the row that the stage computes from it on the test's own thread. In contrast, ML.NET reads ahead on other
/// threads for a cursor over the transformed data.
/// </summary>
internal sealed class ScoredRow : IDisposable
{
    private readonly DataViewRowCursor _cursor;
    private readonly DataViewRow _row;
    private readonly ValueGetter<VBuffer<float>> _get;

    public ScoredRow(ITransformer transformer, IDataView data)
    {
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
        _cursor = data.GetRowCursor(data.Schema);
        _row = mapper.GetRow(_cursor, mapper.OutputSchema);
        _get = _row.GetGetter<VBuffer<float>>(_row.Schema["Y"]);
    }

    public void MoveNext() => Assert.True(_cursor.MoveNext());

    public void Get(ref VBuffer<float> value) => _get(ref value);

    public float[] Get()
    {
        VBuffer<float> value = default;
        _get(ref value);
        return [.. value.DenseValues()];
    }

    // The row disposes its cursor.
    public void Dispose() => _row.Dispose();
}
