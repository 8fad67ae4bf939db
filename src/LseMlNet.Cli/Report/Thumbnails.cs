using Microsoft.ML;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace LseMlNet.Cli.Report;

/// <summary>Makes large pictures small, by the stages that the classifier reads them with, so that a report of photographs can be sent around.</summary>
internal sealed class Thumbnails
{
    // Twice of what a card has, for screens of high resolution.
    private const int Side = 208;

    private readonly PredictionEngine<Input, Output> _engine;

    public Thumbnails()
    {
        var ml = new MLContext();
        var pipeline = ml.Transforms.LoadImages("Picture", imageFolder: null, nameof(Input.File))
            .Append(ml.Transforms.ResizeImages("Picture", Side, Side, resizing: ResizingKind.IsoPad))
            .Append(ml.Transforms.ExtractPixels(
                nameof(Output.Pixels), "Picture", ColorBits.Rgb, ColorsOrder.ARGB, interleavePixelColors: true, outputAsFloatArray: false));
        _engine = ml.Model.CreatePredictionEngine<Input, Output>(pipeline.Fit(ml.Data.LoadFromEnumerable<Input>([])));
    }

    /// <summary>The picture as a PNG file.</summary>
    public byte[] Make(Picture picture) => PngFile.Encode(_engine.Predict(new Input { File = picture.File }).Pixels, Side);

    private sealed class Input
    {
        public string File { get; set; } = "";
    }

    private sealed class Output
    {
        public byte[] Pixels { get; set; } = [];
    }
}
