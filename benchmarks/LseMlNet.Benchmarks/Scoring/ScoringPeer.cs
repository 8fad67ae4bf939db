using LseMlNet.Benchmarks.Peers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Scoring;

/// <summary>Reads all rows through a scoring stage and a cursor, as user code does.</summary>
internal sealed class ScoringPeer(IDataView data, IEstimator<ITransformer> estimator, string output) : IPeer
{
    private readonly ITransformer _transformer = estimator.Fit(data);

    public string Name => "stage";

    public void Run(int times)
    {
        IDataView scored = _transformer.Transform(data);
        DataViewSchema.Column column = scored.Schema[output];
        for (int i = 0; i < times; i++)
        {
            using DataViewRowCursor cursor = scored.GetRowCursor([column]);
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                get(ref value);
            }
        }
    }

    /// <summary>
    /// Returns the managed bytes allocated per row on all threads. Only the second half of the rows counts, which excludes
    /// the memory that the cursor allocates once.
    /// </summary>
    public double BytesPerRow(int rows)
    {
        IDataView scored = _transformer.Transform(data);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema[output]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema[output]);
        VBuffer<float> value = default;
        long before = 0;
        while (cursor.MoveNext())
        {
            if (cursor.Position == rows / 2)
            {
                before = GC.GetTotalAllocatedBytes(precise: true);
            }

            get(ref value);
        }

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / (rows - rows / 2);
    }

    public void Dispose() => (_transformer as IDisposable)?.Dispose();
}
