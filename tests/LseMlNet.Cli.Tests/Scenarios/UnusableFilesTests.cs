using System.IO.Compression;
using Microsoft.ML;

namespace LseMlNet.Cli.Tests.Scenarios;

public sealed class UnusableFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Picture_Text_NamedAndTheOthersAreClassified()
    {
        File.WriteAllText(_folder["text.png"], "not a picture\n");
        AssertRefused("text.png", "error: text.png: this is not a picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP\n");
    }

    [Fact]
    public void Picture_Empty_NamedAndTheOthersAreClassified()
    {
        File.WriteAllBytes(_folder["empty.png"], []);
        AssertRefused("empty.png", "error: empty.png: this is an empty file; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP\n");
    }

    [Fact]
    public void Picture_Missing_NamedAndTheOthersAreClassified() =>
        AssertRefused("missing.png", "error: missing.png: there is no such file or folder\n");

    [Fact]
    public void Folder_WithoutPictures_NamedAndTheOthersAreClassified()
    {
        Directory.CreateDirectory(_folder["empty"]);
        AssertRefused(
            "empty",
            "error: empty: the folder has no pictures; expected files that end in .png, .jpg, .jpeg, .webp, .gif, .bmp, .ico, .wbmp\n");
    }

    [Fact]
    public void Folder_WithABadPicture_TheOthersAreClassified()
    {
        Directory.CreateDirectory(_folder["mixed"]);
        File.Copy(Classifier.Picture("trouser-1.png"), _folder["mixed/a.png"]);
        File.WriteAllText(_folder["mixed/b.png"], "not a picture\n");
        File.Copy(Classifier.Picture("bag-1.png"), _folder["mixed/c.png"]);

        ProgramRun run = Classifier.Run(_folder, "mixed");

        Assert.Equal(
            (1, $"error: {Path.Combine("mixed", "b.png")}: this is not a picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP\n"),
            (run.ExitCode, run.Error));
        Assert.Equal(["Trouser", "Bag"], PrintedPicture.ReadAll(run.Output).Select(p => p.Label));
    }

    // The file is cut at every fifth byte: within the signature, within a chunk and between chunks.
    [Fact]
    public void Png_CutShort_NamedWhereverItIsCut()
    {
        byte[] whole = File.ReadAllBytes(Classifier.Picture("bag-1.png"));
        string[] cut = CutShort(whole, from: 8, step: 5, "png");

        AssertAllRefused(cut, name => $"error: {name}: this picture is damaged or cut short; copy or download it again\n");
    }

    [Fact]
    public void Jpeg_CutShort_NamedWhereverItIsCut()
    {
        byte[] whole = File.ReadAllBytes(TestData.File("bag-1-colour.jpeg"));
        string[] cut = CutShort(whole, from: 3, step: 13, "jpg");

        AssertAllRefused(cut, name => $"error: {name}: this picture is damaged or cut short; copy or download it again\n");
    }

    [Fact]
    public void Png_DamagedPixels_NamedAndTheOthersAreClassified()
    {
        byte[] bytes = File.ReadAllBytes(Classifier.Picture("bag-1.png"));
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(_folder["damaged.png"], bytes);
        AssertRefused("damaged.png", "error: damaged.png: this picture is damaged or cut short; copy or download it again\n");
    }

    [Fact]
    public void Model_Missing_Named() => AssertFails(["--model", "missing.onnx"], "error: there is no model file 'missing.onnx'\n");

    [Fact]
    public void Model_NotAModel_Named()
    {
        File.WriteAllText(_folder["text.onnx"], "not a model\n");
        AssertFails(["--model", "text.onnx"], "error: model 'text.onnx' cannot be used: ");
    }

    [Fact]
    public void Model_OfAnotherSize_NamesTheOptions() =>
        AssertFails(
            ["--size", "32x32"],
            "takes 'image' of shape [batch,1,28,28], 784 values for a picture, but --size 32x32 and --channels gray give 1,024; use " +
            "--size 28x28 and --channels gray\n");

    [Fact]
    public void Labels_Missing_Named() => AssertFails(["--labels", "missing.txt"], "error: labels file 'missing.txt' cannot be read: ");

    [Fact]
    public void Labels_TooFew_SaysHowManyThereAre()
    {
        File.WriteAllText(_folder["two.txt"], "one\ntwo\n");
        AssertFails(
            ["--labels", "two.txt"],
            "error: labels file 'two.txt' has 2 names, but the model has 10 classes; expected one line for each class; the last name is " +
            "line 2, 'two'\n");
    }

    [Fact]
    public void Labels_TooManyWithAGap_NamesTheLines()
    {
        File.WriteAllText(_folder["many.txt"], "a\n\n" + string.Join('\n', Enumerable.Range(1, 10)) + "\n");
        AssertFails(
            ["--labels", "many.txt"],
            "error: labels file 'many.txt' has 11 names, but the model has 10 classes; expected one line for each class; " +
            "the first name without a class is line 12, '10'; line 2 is empty\n");
    }

    [Fact]
    public void Labels_Latin1_RefusedWithTheLine()
    {
        File.WriteAllBytes(_folder["latin.txt"], System.Text.Encoding.Latin1.GetBytes("Hose\nM\u00FCtze\n"));
        AssertFails(
            ["--labels", "latin.txt"],
            "error: labels file 'latin.txt' cannot be read: line 2 is not UTF-8 text, perhaps Latin-1; save the file as UTF-8\n");
    }

    [Theory]
    [InlineData("""{ "model_type": "vit" }""", "")]
    [InlineData("""{ "id2label": { "0": "cat", "2": "dog" } }""", "There are names of 2 classes, but the highest class number is 2; expected all numbers from 0. ")]
    public void Labels_JsonOfAnotherForm_SaysWhatIsExpected(string json, string message)
    {
        File.WriteAllText(_folder["config.json"], json);
        AssertFails(["--labels", "config.json"], $"error: labels file 'config.json' cannot be read: {message}");
    }

    [Theory]
    [InlineData("""{ "model_type": "vit", "id2label": { "1": "B", "0": "A", "2": "C", "3": "D", "4": "E", "5": "F", "6": "G", "7": "H", "9": "J", "8": "Tasche \u00FC" } }""")]
    [InlineData("""["A", "B", "C", "D", "E", "F", "G", "H", "Tasche \u00FC", "J"]""")]
    public void Labels_Json_AreRead(string json)
    {
        File.WriteAllText(_folder["config.json"], json);

        Assert.Equal(
            "Tasche \u00FC", Assert.Single(Classifier.Classify(_folder, "--labels", "config.json", Classifier.Picture("bag-1.png"))).Label);
    }

    [Fact]
    public void Labels_Empty_Named()
    {
        File.WriteAllText(_folder["empty.txt"], "\n\n");
        AssertFails(["--labels", "empty.txt"], "error: labels file 'empty.txt' is empty; expected one class name per line\n");
    }

    [Fact]
    public void Pipeline_Missing_Named() => AssertFails(["--pipeline", "missing.zip"], "error: there is no pipeline file 'missing.zip'\n");

    [Fact]
    public void Pipeline_NotAPipeline_Named()
    {
        File.WriteAllText(_folder["text.zip"], "not a pipeline\n");
        AssertFails(
            ["--pipeline", "text.zip"],
            "error: pipeline 'text.zip' cannot be used: it is not a ZIP archive, or it is damaged; expected a pipeline that --save " +
            "wrote\n");
    }

    [Fact]
    public void Pipeline_ArchiveOfSomethingElse_Named()
    {
        using (var archive = ZipFile.Open(_folder["other.zip"], ZipArchiveMode.Create))
        {
            archive.CreateEntry("notes.txt");
        }

        AssertFails(
            ["--pipeline", "other.zip"],
            "error: pipeline 'other.zip' cannot be used: it is a ZIP archive, but there is no ML.NET pipeline in it\n");
    }

    [Fact]
    public void Pipeline_OfAnotherProgram_NamesTheMissingColumn()
    {
        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable([new { File = "a.png" }]);
        ml.Model.Save(
            ml.Transforms.LoadImages("Picture", "", "File").Append(ml.Transforms.CopyColumns("Copy", "Picture")).Fit(rows), rows.Schema,
            _folder["copy.zip"]);
        AssertFails(
            ["--pipeline", "copy.zip"],
            "error: pipeline 'copy.zip' cannot be used: it has no column 'Logits' of Single vectors; a usable pipeline takes a column " +
            "'Picture' of pictures and adds 'Logits' and 'Probabilities', vectors of Single; --save writes one\n");
    }

    [Fact]
    public void Pipeline_OfATrainer_SaysWhatAUsablePipelineHas()
    {
        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable(
            [new Trained { Features = [1, 0], Label = "a" }, new Trained { Features = [0, 1], Label = "b" }]);
        ITransformer trained = ml.Transforms.Conversion.MapValueToKey("Label").Append(
            ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()).Fit(rows);
        ml.Model.Save(trained, rows.Schema, _folder["trained.zip"]);

        AssertFails(
            ["--pipeline", "trained.zip"],
            "; a usable pipeline takes a column 'Picture' of pictures and adds 'Logits' and 'Probabilities', vectors of Single; --save " +
            "writes one\n");
    }

    [Fact]
    public void Logits_WithoutProbabilities_ErrorForThatPicture()
    {
        ProgramRun run = Classifier.Run(_folder, "--mean", "1e38", Classifier.Picture("bag-1.png"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"error: {Classifier.Picture("bag-1.png")}: there are no probabilities, because the model's logits contain NaN; check --mean " +
            "and --scale\n",
            run.Error);
        Assert.Equal("Pictures classified: 0. Not everything could be used: see the errors.\n", run.Output);
    }

    [Fact]
    public void Evaluate_LogitsWithoutProbabilities_ErrorAndExitCodeOne()
    {
        ProgramRun run = Classifier.Run(_folder, "evaluate", "--mean", "1e38");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error: the logits of model ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_OtherFiles_NoteSaysHowMany()
    {
        Directory.CreateDirectory(_folder["mixed/deeper"]);
        File.Copy(Classifier.Picture("bag-1.png"), _folder["mixed/a.png"]);
        File.WriteAllText(_folder["mixed/notes.txt"], "");
        File.WriteAllText(_folder["mixed/b.tiff"], "");

        ProgramRun run = Classifier.Run(_folder, "mixed");

        Assert.Equal(
            (
                0,
                "note: mixed: 3 entries of the folder skipped; pictures are files that end in .png, .jpg, .jpeg, .webp, .gif, .bmp, " +
                ".ico, .wbmp\n"), (run.ExitCode,
                run.Error));
        Assert.Equal("Bag", Assert.Single(PrintedPicture.ReadAll(run.Output)).Label);
    }

    [Fact]
    public void Save_IntoAMissingFolder_Named() =>
        AssertFails(
            ["--save", Path.Combine("missing", "pipeline.zip")],
            $"error: pipeline '{Path.Combine("missing", "pipeline.zip")}' cannot be saved: ");

    private string[] CutShort(byte[] whole, int from, int step, string extension)
    {
        var names = new List<string>();
        for (int length = from; length < whole.Length; length += step)
        {
            names.Add($"cut-at-{length:D4}.{extension}");
            File.WriteAllBytes(_folder[names[^1]], whole[..length]);
        }
        return [.. names];
    }

    private void AssertAllRefused(string[] names, Func<string, string> message)
    {
        Assert.NotEmpty(names);
        ProgramRun run = Classifier.Run(_folder, names);

        Assert.Equal((1, string.Concat(names.Select(message))), (run.ExitCode, run.Error));
        Assert.Equal("Pictures classified: 0. Not everything could be used: see the errors.\n", run.Output);
    }

    private void AssertRefused(string bad, string message)
    {
        ProgramRun run = Classifier.Run(_folder, Classifier.Picture("trouser-1.png"), bad, Classifier.Picture("bag-1.png"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(["Trouser", "Bag"], PrintedPicture.ReadAll(run.Output).Select(p => p.Label));
        Assert.EndsWith("Pictures classified: 2. Not everything could be used: see the errors.\n", run.Output, StringComparison.Ordinal);
    }

    private void AssertFails(string[] arguments, string message)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        // There is one error on one line, without a stack trace.
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
        Assert.Equal("", run.Output);
    }

    private sealed class Trained
    {
        [Microsoft.ML.Data.VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
