using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Session options that the caller sets, and what actually runs.</summary>
public class OnnxSessionOptionsTests
{
    private readonly MLContext _ml = new();

    [Fact]
    public void ConfigureSession_EachSession_IsCalledLast()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);
        var threads = new List<int>();
        OnnxScoringOptions options = Options();
        options.IntraOpThreads = 3;
        options.ConfigureSession = session => threads.Add(session.IntraOpNumThreads);
        OnnxScoringEstimator estimator = _ml.Transforms.ScoreOnnxModel(options);

        using OnnxScoringTransformer first = estimator.Fit(data), second = estimator.Fit(data);

        Assert.Equal([3, 3], threads);
    }

    [Fact]
    public void Use_WhileAPipelineIsLoaded_AppliesUntilDisposed()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Rows.Of<float>(_ml, [1, 2]);
        using (OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(Options()).Fit(data))
        {
            _ml.Model.Save(transformer, data.Schema, folder["model.zip"]);
        }

        int outer = 0, inner = 0;

        using (OnnxSessionOptions.Use(_ => outer++))
        {
            using (OnnxSessionOptions.Use(_ => inner++))
            {
                Load();
            }

            Load();
        }
        Load();

        Assert.Equal((1, 1), (outer, inner));
        Assert.Throws<ArgumentNullException>("configure", () => OnnxSessionOptions.Use(null!));

        void Load()
        {
            using var loaded = (OnnxScoringTransformer)_ml.Model.Load(folder["model.zip"], out _);
            Assert.Equal([[1f, 2]], Rows.Values<float>(loaded.Transform(data), "Y"));
        }
    }

    [Fact]
    public void ConfigureSession_MissingProvider_ListsTheAvailableProviders()
    {
        Assert.SkipWhen(OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"),
            "The native library of ONNX Runtime has CUDA.");
        OnnxScoringOptions options = Options();
        options.ConfigureSession = session => session.AppendExecutionProvider_CUDA();

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.ScoreOnnxModel(options));

        Assert.StartsWith("ScoreOnnxModel: the requested session options cannot be set: ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("CPUExecutionProvider. Add the package that contains the provider, or request another one.", e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void FindExecutionProviders_OnTheCpu_CountsItsNodes()
    {
        OnnxScoringOptions options = Options();
        options.ConfigureSession = session => session.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
        options.ModelBytes = OnnxFile.Model([OnnxFile.Tensor("x", OnnxFile.Float32, "batch", 2)],
            [OnnxFile.Tensor("y", OnnxFile.Float32, "batch", 2)],
            OnnxFile.Node("Neg", "x", "a"), OnnxFile.Node("Abs", "a", "b"), OnnxFile.Node("Exp", "b", "y"));
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(options).Fit(Rows.Of<float>(_ml, [1, 2]));

        Assert.Equal([new KeyValuePair<string, int>("CPUExecutionProvider", 3)], transformer.FindExecutionProviders());
    }

    [Fact]
    public void GetRowCursorSet_ParallelCursors_SharesOneSession()
    {
        const int threads = 64;
        IDataView data = new NumberedRows(40);
        OnnxScoringOptions options = Options();
        options.IntraOpThreads = threads;
        int sessions = 0;
        options.ConfigureSession = _ => sessions++;
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(options).Fit(data);
        IDataView scored = transformer.Transform(data);

        DataViewRowCursor[] cursors = scored.GetRowCursorSet([scored.Schema["Y"]], 8);

        Assert.Equal((8, 1), (cursors.Length, sessions));
        foreach (DataViewRowCursor cursor in cursors)
        {
            cursor.Dispose();
        }
    }

    private static OnnxScoringOptions Options() => new()
    {
        OutputColumnName = "Y",
        InputColumnName = "X",
        ModelBytes = OnnxFile.Identity("batch", 2),
    };
}
