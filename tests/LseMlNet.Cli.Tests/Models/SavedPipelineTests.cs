using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace LseMlNet.Cli.Tests.Models;

public sealed class SavedPipelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pipeline_SavedByAnotherProcess_PrintsTheSame()
    {
        ProgramRun saving = Classifier.Run(_folder, "--top", "10", "--save", "pipeline.zip");
        ProgramRun loading = Classifier.Run(_folder, "--top", "10", "--pipeline", "pipeline.zip");

        Assert.Equal((0, ""), (saving.ExitCode, saving.Error));
        Assert.Equal(saving, loading);
    }

    // A JPEG is decoded only as finely as the model needs, by a fresh pipeline and by a loaded one.
    [Fact]
    public void Pipeline_LargeJpeg_SameBitsAsTheFreshPipeline()
    {
        string picture = Repository.PathOf("tests", "LseMlNet.Images.Tests", "Data", "large.jpg");

        ProgramRun fresh = Classifier.Run(_folder, "--json", "--save", "p.zip", picture);
        ProgramRun loaded = Classifier.Run(_folder, "--json", "--pipeline", "p.zip", picture);

        Assert.Equal((0, 0), (fresh.ExitCode, loaded.ExitCode));
        Assert.Equal(fresh.Output.Split("\"modelSha256\"")[0], loaded.Output.Split("\"modelSha256\"")[0]);
    }

    [Fact]
    public void Pipeline_ModelFileDeleted_StillWorks()
    {
        File.Copy(Classifier.Model, _folder["mine.onnx"]);
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"n{i:D8} kind {i}, also called {i}")];
        File.WriteAllLines(_folder["mine.txt"], names);
        IReadOnlyList<PrintedPicture> saved = Classifier.Classify(
            _folder, "--model", "mine.onnx", "--labels", "mine.txt", "--save", "pipeline.zip", Classifier.Picture("bag-1.png"));
        File.Delete(_folder["mine.onnx"]);
        File.Delete(_folder["mine.txt"]);

        PrintedPicture loaded = Assert.Single(Classifier.Classify(_folder, "--pipeline", "pipeline.zip", Classifier.Picture("bag-1.png")));

        // Bag is the ninth class. For a WordNet line, only the first name is shown.
        Assert.Equal("kind 8", loaded.Label);
        Assert.Equal(Assert.Single(saved).Classes, loaded.Classes);
    }

    [Fact]
    public void Labels_StatedByTheModel_NameTheClasses()
    {
        File.Copy(Classifier.Model, _folder["mine.onnx"]);
        File.WriteAllLines(_folder["mine.txt"], Enumerable.Range(0, 10).Select(i => $"kind {i}"));
        PrintedPicture saved = Assert.Single(
            Classifier.Classify(_folder, "--model", "mine.onnx", "--save", "pipeline.zip", Classifier.Picture("bag-1.png")));
        PrintedPicture loaded = Assert.Single(Classifier.Classify(_folder, "--pipeline", "pipeline.zip", Classifier.Picture("bag-1.png")));
        PrintedPicture named = Assert.Single(
            Classifier.Classify(_folder, "--pipeline", "pipeline.zip", "--labels", "mine.txt", Classifier.Picture("bag-1.png")));

        Assert.Equal(("Bag", "Bag", "kind 8"), (saved.Label, loaded.Label, named.Label));
    }

    [Fact]
    public void Pipeline_LoadedByAnyProgram_ReadsThePixelsOfTheFilesExactly()
    {
        Classifier.Classify(_folder, "--save", "pipeline.zip");
        string[] files = Directory.GetFiles(Classifier.PictureFolder);

        float[][] pixels = Column("pipeline.zip", files, "Pixels");

        Assert.Equal(20, files.Length);
        for (int i = 0; i < files.Length; i++)
        {
            Assert.Equal(PngFile.ReadGray(files[i]).Select(value => (float)value), pixels[i]);
        }
    }

    [Fact]
    public void Pipeline_MeanAndScale_PixelMinusMeanTimesScale()
    {
        string file = Classifier.Picture("coat-1.png");
        Classifier.Classify(_folder, "--mean", "72.9", "--scale", "0.0078125", "--save", "pipeline.zip", file);

        Assert.Equal(PngFile.ReadGray(file).Select(value => (value - 72.9f) * 0.0078125f), Column("pipeline.zip", [file], "Pixels")[0]);
    }

    // A white square between two gray bands. The square is larger than the part that crop keeps, because ML.NET 6 resamples with a bicubic
    // filter even if it only crops: a pixel at the edge of the square would be mixed with the band.
    [Theory]
    [InlineData("crop", 255)]
    [InlineData("pad", 0)]
    [InlineData("fill", 128)]
    public void Pipeline_Resize_CornerIsWhatTheModeLeavesThere(string resize, float corner)
    {
        byte[] samples = new byte[28 * 56];
        samples.AsSpan().Fill(128);
        samples.AsSpan(28 * 11, 28 * 34).Fill(255);
        PngFile.Write(_folder["tall.png"], 28, 56, PngColor.Gray, 8, samples);
        Classifier.Classify(_folder, "--resize", resize, "--save", "pipeline.zip", "tall.png");

        float[] pixels = Column("pipeline.zip", [_folder["tall.png"]], "Pixels")[0];

        Assert.Equal((corner, 255), (pixels[0], pixels[14 * 28 + 14]));
    }

    [Fact]
    public void Pipeline_Luma_IsTheWeightedSumOfColors()
    {
        byte[] samples = new byte[28 * 28 * 3];
        new Random(20).NextBytes(samples);
        PngFile.Write(_folder["colour.png"], 28, 28, PngColor.Rgb, 8, samples);
        Classifier.Classify(_folder, "--channels", "luma", "--save", "pipeline.zip", "colour.png");

        float[] pixels = Column("pipeline.zip", [_folder["colour.png"]], "Pixels")[0];

        // ML.NET's weights differ in the third digit, and it rounds to whole numbers.
        for (int i = 0; i < pixels.Length; i++)
        {
            Assert.Equal(0.3 * samples[3 * i] + 0.59 * samples[3 * i + 1] + 0.11 * samples[3 * i + 2], pixels[i], 2.0);
        }
    }

    // This uses the only real model here that expects colors.
    [Theory]
    [InlineData("rgb", "0", "1")]
    [InlineData("bgr", "0", "1")]
    [InlineData("rgb", "16", "0.5")]
    [InlineData("rgb", "123.5,116.25,103", "0.5,0.25,2")]
    [InlineData("bgr", "103,116.25,123.5", "1")]
    [InlineData("bgr", "0", "2,0.25,0.5")]
    public void Pipeline_Colors_ArePlanesInTheRequestedOrder(string channels, string mean, string scale)
    {
        const int Side = 224;
        string model = Path.Combine(RealModels.SqueezeNet, "model.onnx");
        byte[] samples = new byte[Side * Side * 3];
        new Random(4).NextBytes(samples);
        PngFile.Write(_folder["colour.png"], Side, Side, PngColor.Rgb, 8, samples);
        Classifier.Classify(
            _folder, "--model", model, "--size", "224x224", "--channels", channels, "--mean", mean, "--scale", scale, "--save",
            "pipeline.zip", "colour.png");

        float[] pixels = Column("pipeline.zip", [_folder["colour.png"]], "Pixels")[0];

        float[] means = ForEachChannel(mean), scales = ForEachChannel(scale);
        for (int channel = 0; channel < 3; channel++)
        {
            int sample = channels == "rgb" ? channel : 2 - channel;
            for (int i = 0; i < Side * Side; i++)
            {
                Assert.Equal((samples[3 * i + sample] - means[channel]) * scales[channel], pixels[channel * Side * Side + i]);
            }
        }

        static float[] ForEachChannel(string text)
        {
            float[] values = [.. text.Split(',').Select(float.Parse)];
            return values.Length == 3 ? values : [values[0], values[0], values[0]];
        }
    }

    // Version 0.1 saved such pipelines, which start from a column of paths.
    [Fact]
    public void Pipeline_StartingWithLoadImages_StillWorks()
    {
        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable<OldRow>([]);
        ITransformer old = ml.Transforms.LoadImages("Picture", imageFolder: null, "File")
            .Append(ml.Transforms.ResizeImages("Picture", 28, 28))
            .Append(ml.Transforms.ExtractPixels("Pixels", "Picture", ImagePixelExtractingEstimator.ColorBits.Green))
            .Append(ml.Transforms.ScoreOnnxModel("Logits", "Pixels", Classifier.Model))
            .Append(ml.Transforms.Softmax("Probabilities", "Logits"))
            .Fit(rows);
        ml.Model.Save(old, rows.Schema, _folder["old.zip"]);

        PrintedPicture picture = Assert.Single(
            Classifier.Classify(_folder, "--pipeline", "old.zip", "--labels", Classifier.Labels, Classifier.Picture("bag-1.png")));

        Assert.Equal("Bag", picture.Label);
    }

    private float[][] Column(string pipelineFile, string[] files, string column)
    {
        var ml = new MLContext();
        ITransformer pipeline = ml.Model.Load(_folder[pipelineFile], out _);
        IDataView rows = ml.Data.LoadFromEnumerable(files.Select(file => new Row { Picture = MLImage.CreateFromFile(file) }));
        return [.. pipeline.Transform(rows).GetColumn<float[]>(column)];
    }

    private sealed class OldRow
    {
        public string File { get; set; } = "";
    }

    private sealed class Row
    {
        // A size must be given, but any size works: the pipeline resizes every picture.
        [ImageType(28, 28)]
        public MLImage? Picture { get; set; }
    }
}
