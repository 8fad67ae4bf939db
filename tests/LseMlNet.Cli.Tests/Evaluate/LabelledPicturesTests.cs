using System.IO.Compression;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Cli.Tests.Evaluate;

public sealed class LabelledPicturesTests : IDisposable
{
    private const string Images = "images-idx3-ubyte";
    private const string Labels = "labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_OwnFiles_AreEvaluated(bool packed)
    {
        Write(Images, Pictures(count: 8), packed);
        Write(Labels, LabelsOf(0, 1, 2, 3, 4, 5, 6, 7), packed);

        string text = PrintedEvaluation.Run(_folder, "--data", ".").Text;

        Assert.StartsWith("8 held-out pictures of 28x28 in 10 classes", text, StringComparison.Ordinal);
    }

    // The model has two outputs, and its sizes are dynamic and have no names.
    [Fact]
    public void Output_ModelWithSeveral_TheNamedOneIsEvaluated()
    {
        Write(Images, Pictures(count: 8));
        Write(Labels, LabelsOf(0, 1, 2, 3, 4, 5, 6, 7));
        File.WriteAllBytes(_folder["two.onnx"], Model(
            [Tensor("x", Float32, "n", 1, null, null)], [Tensor("y", Float32, "n", 784), Tensor("z", Float32, "n", 784)],
            Node("Flatten", "x", "y"), Node("Neg", "y", "z")));

        string y = Classifier.Run(_folder, "evaluate", "--data", ".", "--model", "two.onnx", "--output", "y").Output;
        string z = Classifier.Run(_folder, "evaluate", "--data", ".", "--model", "two.onnx", "--output", "z").Output;

        Assert.StartsWith("8 held-out pictures of 28x28 in 784 classes", y, StringComparison.Ordinal);
        Assert.NotEqual(y, z);
        Assert.Equal(
            "error: model 'two.onnx' has 2 outputs ('y', 'z'); expected one, the logits; choose one with --output, as in --output y\n",
            Classifier.Run(_folder, "evaluate", "--data", ".", "--model", "two.onnx").Error);
    }

    [Fact]
    public void Data_NoFolder_NamesIt() => Refused("there is no data folder 'nowhere'", "nowhere");

    [Fact]
    public void Data_NoPictures_NamesTheFile() => Refused($"data folder '.' has no file {Images}; expected that or {Images}.gz");

    [Fact]
    public void Data_NoLabels_NamesTheFile()
    {
        Write(Images, Pictures(count: 8));

        Refused($"data folder '.' has no file {Labels}; expected that or {Labels}.gz");
    }

    [Fact]
    public void Data_LabelsInsteadOfPictures_SaysHowTheyBegin()
    {
        Write(Images, LabelsOf(1, 2, 3, 4, 5, 6, 7, 8));

        Refused($"data file '{InFolder(Images)}' begins with 00000801 and has 16 bytes; expected an IDX file of bytes in 3 dimensions, which begins with 00000803 and a header of 16 bytes");
    }

    [Fact]
    public void Data_EmptyFile_SaysSo()
    {
        Write(Images, []);

        Refused($"data file '{InFolder(Images)}' begins with  and has 0 bytes; expected an IDX file");
    }

    [Fact]
    public void Data_CutShort_SaysByHowMuch()
    {
        Write(Images, Pictures(count: 8)[..^1]);

        Refused($"data file '{InFolder(Images)}' has 6271 bytes after its header, which says 8 x 28 x 28; copy or download it again");
    }

    [Fact]
    public void Data_LengthsThatOverflow_Refused()
    {
        // In 64 bits, this product overflows to 0.
        Write(Images, [0, 0, 8, 3, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3]);

        Refused("has 3 bytes after its header, which says 2147483648 x 2147483648 x 67108864");
    }

    [Fact]
    public void Data_NotGzip_NamesTheFile()
    {
        File.WriteAllBytes(_folder[Images + ".gz"], Pictures(count: 8));

        Refused($"data file '{InFolder(Images + ".gz")}' cannot be read: ");
    }

    [Fact]
    public void Data_OtherNumberOfLabels_NamesBoth()
    {
        Write(Images, Pictures(count: 8));
        Write(Labels, LabelsOf(1, 2, 3, 4, 5, 6, 7));

        Refused($"data file '{InFolder(Images)}' has 8 pictures, but '{InFolder(Labels)}' has 7 labels; expected one for each picture");
    }

    [Fact]
    public void Data_LabelWithoutClass_SaysWhere()
    {
        Write(Images, Pictures(count: 8));
        Write(Labels, LabelsOf(0, 1, 2, 3, 4, 10, 6, 7));

        Refused($"data file '{InFolder(Labels)}' has the label 10 at picture 5, both counted from 0; expected 0 to 9, because the model has 10 classes");
    }

    [Fact]
    public void Data_ThreePictures_AreTooFew()
    {
        Write(Images, Pictures(count: 3));
        Write(Labels, LabelsOf(1, 2, 3));

        Refused($"data file '{InFolder(Images)}' has 3 pictures; expected 4 or more");
    }

    [Fact]
    public void Data_PicturesOfOtherSize_NamesTheModel()
    {
        Write(Images, Idx([4, 10, 10], new byte[400]));
        Write(Labels, LabelsOf(0, 1, 2, 3));

        Refused($"model '{Classifier.Model}' takes 'image' of shape [batch,1,28,28], 784 values for a picture, but the pictures in --data are 10x10 and gray, and have 100; ");
    }

    private void Refused(string message, string data = ".")
    {
        ProgramRun run = Classifier.Run(_folder, "evaluate", "--data", data);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static string InFolder(string name) => Path.Combine(".", name);

    private static byte[] Pictures(byte count) => Idx([count, 28, 28], [.. Enumerable.Range(0, count * 28 * 28).Select(i => (byte)(i * i >> 5))]);

    private static byte[] LabelsOf(params byte[] labels) => Idx([(byte)labels.Length], labels);

    private static byte[] Idx(byte[] lengths, byte[] elements) => [0, 0, 8, (byte)lengths.Length, .. lengths.SelectMany(length => (byte[])[0, 0, 0, length]), .. elements];

    private void Write(string name, byte[] bytes, bool packed = false)
    {
        if (!packed)
        {
            File.WriteAllBytes(_folder[name], bytes);
            return;
        }
        using var gzip = new GZipStream(File.Create(_folder[name + ".gz"]), CompressionLevel.Fastest);
        gzip.Write(bytes);
    }
}
