using System.Runtime.CompilerServices;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime.Tests.Scenarios;

/// <summary>
/// Objects that are disposed while other threads score. Freeing a session or a buffer that ONNX Runtime is using would
/// end the process, and the test run with it.
/// </summary>
public class DisposalTests
{
    private const int Threads = 16;

    private readonly MLContext _ml = new();
    private readonly IDataView _pictures;

    public DisposalTests() => _pictures = _ml.Data.Cache(Rows.Of(_ml, Rows.Pictures(400, seed: 3)));

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void Dispose_TransformerBesideRunningCursors_EndsThemWithAnException(int? threads)
    {
        for (int round = 0; round < 3; round++)
        {
            OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, SmallNetwork.Model, _pictures, batchSize: 16, threads);
            IDataView scored = transformer.Transform(_pictures);

            Exception?[] ends = RunBeside(_ => ReadForever(scored), transformer.Dispose);

            Assert.All(ends, AssertDisposed);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_EngineOrTransformerBesidePredictions_EndsThemWithAnException(bool engines)
    {
        for (int round = 0; round < 3; round++)
        {
            using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, SmallNetwork.Model, _pictures);
            // All engines share the session. The first one that is disposed disposes the transformer for all of them.
            PredictionEngine<Picture, Score>[] sharing =
                [.. Enumerable.Range(0, Threads).Select(_ => _ml.Model.CreatePredictionEngine<Picture, Score>(transformer))];

            Exception?[] ends = RunBeside(
                thread => PredictForever(sharing[thread]),
                engines ? () => Array.ForEach(sharing, engine => engine.Dispose()) : transformer.Dispose);

            Assert.All(ends, AssertDisposed);
        }
    }

    [Fact]
    public void Transform_TransformerIsCollected_KeepsScoring()
    {
        (IDataView scored, WeakReference transformer) = Scored();

        Exception?[] ends = RunBeside(_ => Assert.Equal(400, Rows.Values<float>(scored, "Y").Length), () =>
        {
            for (int i = 0; i < 10; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });

        Assert.All(ends, Assert.Null);
        GC.KeepAlive(transformer);

        [MethodImpl(MethodImplOptions.NoInlining)]
        (IDataView Scored, WeakReference Transformer) Scored()
        {
            OnnxScoringTransformer fitted = ScoringStage.Fit(_ml, SmallNetwork.Model, _pictures, batchSize: 16);
            return (fitted.Transform(_pictures), new WeakReference(fitted));
        }
    }

    private static void AssertDisposed(Exception? end)
    {
        // ML.NET wraps the exception that ends a parallel cursor.
        Exception? cause = end;
        while (cause is not null and not ObjectDisposedException)
        {
            cause = cause.InnerException;
        }

        Assert.True(cause is not null, $"{end}");
    }

    private static void ReadForever(IDataView scored)
    {
        while (true)
        {
            using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"]]);
            while (Read(cursor))
            {
            }
        }
    }

    private static bool Read(DataViewRowCursor cursor)
    {
        VBuffer<float> value = default;
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Y"]);
        for (int i = 0; i < 100; i++)
        {
            if (!cursor.MoveNext())
            {
                return false;
            }

            get(ref value);
        }
        return true;
    }

    private static void PredictForever(PredictionEngine<Picture, Score> engine)
    {
        var picture = new Picture { X = new float[784] };
        while (true)
        {
            engine.Predict(picture);
        }
    }

    /// <summary>Runs an action on many threads, and another one shortly after they have started; returns what ended each thread.</summary>
    private static Exception?[] RunBeside(Action<int> work, Action beside)
    {
        var ends = new Exception?[Threads];
        using var started = new CountdownEvent(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            started.Signal();
            ends[i] = Record.Exception(() => work(i));
        }))];
        Array.ForEach(threads, thread => thread.Start());
        started.Wait();
        Thread.Sleep(20);
        beside();
        Array.ForEach(threads, thread => thread.Join());
        return ends;
    }

    private sealed class Picture
    {
        [VectorType(784)]
        public float[] X { get; set; } = [];
    }

    private sealed class Score
    {
        public float[] Y { get; set; } = [];
    }
}
