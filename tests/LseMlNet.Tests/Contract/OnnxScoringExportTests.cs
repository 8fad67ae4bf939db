using LseMlNet.OnnxRuntime;
using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Contract;

/// <summary>A pipeline that contains a model is not exported without that model.</summary>
public sealed class OnnxScoringExportTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ConvertToOnnx_PipelineWithModel_NamesAlternative()
    {
        IDataView data = LogitsData.Dense<float>(_ml, new float[784]);
        ITransformer pipeline = _ml.Transforms.ScoreOnnxModel(
            "Scores", "Logits", Repository.FashionModel).Append(_ml.Transforms.Softmax("Out", "Scores")).Fit(data);

        NotSupportedException e = Assert.Throws<NotSupportedException>(() => Exported.Open(_ml, pipeline, data).Dispose());

        Assert.Equal("ScoreOnnxModel: column 'Scores' cannot be written as ONNX: a model inside another model cannot be exported. " +
            "Export the stages after it, and feed them output 'logits' of the model.", e.Message);
    }

    [Fact]
    public void ConvertToOnnx_NamedClasses_AreReadBackByScoreOnnxModel()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 3, 2]);
        ITransformer pipeline = _ml.Transforms.NameClasses("Logits", ["cat", "dog", "owl"]).Append(
            _ml.Transforms.Softmax("Out", "Logits")).Fit(data);
        using var file = new MemoryStream();
        _ml.Model.ConvertToOnnx(pipeline, data, file);

        OnnxScoringEstimator score = _ml.Transforms.ScoreOnnxModel(new OnnxScoringOptions
        {
            OutputColumnName = "P",
            InputColumnName = "Logits",
            ModelInputName = "Logits",
            ModelOutputName = "Out.output",
            ModelBytes = file.ToArray(),
        });

        Assert.Equal(["cat", "dog", "owl"], score.ClassNames);
    }
}
