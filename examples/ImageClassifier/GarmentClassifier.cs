using LseMlNet.Images;
using Microsoft.ML;

namespace ImageClassifier;

/// <summary>The ML.NET pipeline: from pictures to labels and their probabilities.</summary>
internal sealed class GarmentClassifier
{
    private readonly MLContext _ml = new();
    private readonly ITransformer _pipeline;

    public GarmentClassifier(string modelFile, string[] labels)
    {
        // The model expects 28x28 gray values from 0 to 255.
        var input = new ImagePreprocessingOptions { Width = 28, Height = 28, Channels = ImageChannels.Gray };
        var stages = _ml.Transforms.PreprocessImages("Pixels", "File", input)

            // The model returns ten logits, which can be any numbers: the larger a logit, the more probable its class.
            .Append(_ml.Transforms.ScoreOnnxModel("Logits", "Pixels", modelFile))
            .Append(_ml.Transforms.NameClasses("Logits", labels))

            // Softmax turns them into probabilities.
            .Append(_ml.Transforms.Softmax("Probabilities", "Logits"))
            .Append(_ml.Transforms.SelectLabel("Label", "Probabilities"))
            .Append(_ml.Transforms.TopK("TopLabels", "TopProbabilities", "Probabilities", k: 3))

            // ML.NET's labels are keys, which are numbers that stand for names.
            .Append(_ml.Transforms.Conversion.MapKeyToValue([new("Label"), new("TopLabels")]));

        // No stage learns from data, so Fit needs none.
        _pipeline = stages.Fit(_ml.Data.LoadFromEnumerable<Picture>([]));
    }

    /// <summary>Classifies pictures. They are loaded and scored in batches while the result is read.</summary>
    public IEnumerable<Prediction> Classify(IEnumerable<Picture> pictures)
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(pictures);
        return _ml.Data.CreateEnumerable<Prediction>(_pipeline.Transform(rows), reuseRowObject: false);
    }
}
