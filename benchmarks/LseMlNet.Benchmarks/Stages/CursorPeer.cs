using LseMlNet.Benchmarks.Peers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>A serial cursor over the column "Out", which a stage adds.</summary>
internal sealed class CursorPeer(IDataView data, IEstimator<ITransformer> estimator) : IPeer
{
    // The mapper runs on a cursor of the source, because GetRowCursor of the transformed data would divide the work among threads.
    private readonly IRowToRowMapper _mapper = estimator.Fit(data).GetRowToRowMapper(data.Schema);

    public string Name => "stage";

    public void Run(int times)
    {
        DataViewSchema.Column output = _mapper.OutputSchema["Out"];
        for (int i = 0; i < times; i++)
        {
            using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
            using DataViewRow row = _mapper.GetRow(cursor, [output]);
            ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(output);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                get(ref value);
            }
        }
    }

    public void Dispose()
    {
    }
}
