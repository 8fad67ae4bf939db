using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>After its buffers have grown, a stage allocates nothing, in a cursor or in a PredictionEngine.</summary>
public sealed class AllocationTests
{
    private const int Calls = 10_000;
    private readonly MLContext _ml = new(seed: 1);

    [Theory, MemberData(nameof(Stage.OfLogits), MemberType = typeof(Stage))]
    public void Getter_CalledRepeatedly_AllocatesNothing(string name)
    {
        foreach (double temperature in (double[])[1, 2])
        {
            IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
            ITransformer transformer = Stage.Named(name).Create(_ml, "Out", "Logits", temperature).Fit(data);
            IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
            using DataViewRow row = mapper.GetRow(new ConstantRow(data.Schema, [1, 2, 3]), [mapper.OutputSchema["Out"]]);
            Assert.Equal(0, Stage.Named(name).IsScalar ? Allocated<float>(row) : Allocated<VBuffer<float>>(row));
        }
    }

    [Fact]
    public void Getter_OfDecision_AllocatesNothing()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
        foreach (string name in (string[])["SelectLabel", "TopK", "PredictionSet", "RejectAbove"])
        {
            IRowToRowMapper mapper = Stage.Named(name).Create(_ml, "Out", "Logits").Fit(data).GetRowToRowMapper(data.Schema);
            using DataViewRow row = mapper.GetRow(new ConstantRow(data.Schema, [1, 2, 3]), [mapper.OutputSchema["Out"]]);
            Assert.Equal(0, mapper.OutputSchema["Out"].Type is VectorDataViewType ? Allocated<VBuffer<uint>>(row) : Allocated<uint>(row));
        }
    }

    [Fact]
    public void PredictionEngine_WithStage_AllocatesNoMoreThanWithCopyColumns()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Array.Empty<Input>());
        long copy = Allocated<Output>(_ml.Transforms.CopyColumns("Out", "Logits").Fit(data));
        foreach (Stage stage in (Stage[])[Stage.Softmax, Stage.LogSoftmax, Stage.LogSumExp, Stage.Entropy, Stage.Margin])
        {
            ITransformer transformer = stage.Create(_ml, "Out", "Logits").Fit(data);
            long bytes = stage.IsScalar ? Allocated<ScalarOutput>(transformer) : Allocated<Output>(transformer);
            Assert.True(bytes <= copy, $"{stage.Name}: {bytes / (double)Calls} bytes a call, CopyColumns: {copy / (double)Calls}");
        }
    }

    private static long Allocated<T>(DataViewRow row)
    {
        ValueGetter<T> get = row.GetGetter<T>(row.Schema["Out"]);
        T value = default!;
        get(ref value);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            get(ref value);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private long Allocated<TOutput>(ITransformer model)
        where TOutput : class, new()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, TOutput>(model);
        var input = new Input { Logits = [1, 2, 3] };
        var output = new TOutput();
        engine.Predict(input, ref output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            engine.Predict(input, ref output);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // A source that allocates nothing itself.
    private sealed class ConstantRow(DataViewSchema schema, float[] logits) : DataViewRow
    {
        public override DataViewSchema Schema => schema;

        public override long Position => 0;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = default;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ValueGetter<TValue>)(Delegate)(ValueGetter<VBuffer<float>>)(
                (ref VBuffer<float> value) => LogitsData.Dense(logits).CopyTo(ref value));
    }

    private sealed class Input
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] Out { get; set; } = new float[3];
    }

    private sealed class ScalarOutput
    {
        public float Out { get; set; }
    }
}
