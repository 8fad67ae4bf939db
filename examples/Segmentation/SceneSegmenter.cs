using LseMlNet;
using LseMlNet.Images;
using Microsoft.ML;

namespace Segmentation;

/// <summary>The ML.NET pipeline: from pictures to a class, its probability and an uncertainty for each pixel.</summary>
internal sealed class SceneSegmenter
{
    public const int ClassCount = 5;
    public const int Size = 96;

    private readonly MLContext _ml = new();
    private readonly ITransformer _pipeline;

    public SceneSegmenter(string modelFile, string[] labels)
    {
        // The model expects red, green and blue from 0 to 255, and returns logits of the shape [classes, height, width].
        var input = new ImagePreprocessingOptions { Width = Size, Height = Size };
        var stages = _ml.Transforms.PreprocessImages("Pixels", "File", input)
            .Append(_ml.Transforms.ScoreOnnxModel("Logits", "Pixels", modelFile))

            // The classes are the first axis. The stages compute a row of 5 logits for each pixel.
            .Append(_ml.Transforms.NameClasses("Logits", labels, classAxis: 0))
            .Append(_ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new("Probabilities", "Logits")], ClassAxis = 0 }))
            .Append(_ml.Transforms.Entropy(new EntropyOptions { Columns = [new("Uncertainty", "Logits")], ClassAxis = 0 }))
            .Append(_ml.Transforms.SelectLabel(new SelectLabelOptions { Columns = [new("Label", "Probabilities")], ClassAxis = 0 }));

        // No stage learns from data, so Fit needs none.
        _pipeline = stages.Fit(_ml.Data.LoadFromEnumerable<Scene>([]));
    }

    /// <summary>Segments pictures. They are loaded and scored in batches when the result is read, and only once.</summary>
    public IDataView Segment(IEnumerable<string> files)
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(files.Select(Path.GetFullPath).Select(file => new Scene { File = file, Truth = Mask.Of(file) }));
        return _ml.Data.Cache(_pipeline.Transform(rows));
    }

    /// <summary>Reads the result.</summary>
    public IEnumerable<SegmentedScene> Read(IDataView segmented) =>
        _ml.Data.CreateEnumerable<SegmentedScene>(segmented, reuseRowObject: false);

    /// <summary>Compares the result with the true classes. Pixels whose class is not known are left out.</summary>
    public LogitsMetrics Evaluate(IDataView segmented) => _ml.MulticlassClassification.EvaluateLogits(
        segmented, new LogitsMetricsOptions { LabelColumnName = nameof(Scene.Truth), LogitsColumnName = "Logits", ClassAxis = 0 });
}
