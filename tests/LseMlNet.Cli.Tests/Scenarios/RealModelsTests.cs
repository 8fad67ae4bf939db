using System.Globalization;

namespace LseMlNet.Cli.Tests.Scenarios;

public sealed class RealModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The official input vectors of mnist-8 are pictures: 28x28 whole numbers from 0 to 255.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Mnist_OfficialVectors_LogitsAsPublishedAndOnlyNaiveSoftmaxIsNaN(int vector)
    {
        string mnist = RealModels.Mnist;
        float[] input = TensorFile.Read(Path.Combine(mnist, $"input_{vector}.pb"));
        float[] logits = TensorFile.Read(Path.Combine(mnist, $"output_{vector}.pb"));
        byte[] pixels = Array.ConvertAll(input, checked(value => (byte)value));
        Assert.Equal(input, pixels.Select(value => (float)value));
        PngFile.Write(_folder["digit.png"], 28, 28, PngColor.Gray, 8, pixels);

        ProgramRun run = Classifier.Run(
            _folder, "--model", Path.Combine(mnist, "model.onnx"), "--top", "10", "--compare-naive", "digit.png");

        PrintedPicture picture = Assert.Single(PrintedPicture.ReadAll(run.Output));
        Assert.Equal($"class {logits.IndexOf(logits.Max())}", picture.Label);
        foreach (PrintedClass printed in picture.Classes)
        {
            float published = logits[int.Parse(printed.Label["class ".Length..], CultureInfo.InvariantCulture)];
            // The tolerance is half of the last digit shown, plus the difference between summation orders in float.
            Assert.Equal(published, printed.Logit, 0.005 + 1e-5 * Math.Abs(published));
        }
        Assert.Equal(1, picture.Classes.Sum(c => c.Probability), 1e-9);
        Assert.Equal(double.NaN, picture.Classes[0].Naive);
        Assert.EndsWith("Naive softmax gives NaN for 1 of them.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Mnist_ShippedPictures_NaiveSoftmaxIsNaNForAll()
    {
        string model = Path.Combine(RealModels.Mnist, "model.onnx");

        ProgramRun run = Classifier.Run(_folder, "--model", model, "--compare-naive");

        Assert.All(PrintedPicture.ReadAll(run.Output),
            p => Assert.Equal((true, double.NaN), (p.Classes[0].Probability > 0.1, p.Classes[0].Naive)));
        Assert.EndsWith("Pictures classified: 20.\nNaive softmax gives NaN for 20 of them.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SqueezeNet_Photographs_EspressoAndEgyptianCat()
    {
        string folder = RealModels.SqueezeNet;

        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(
            _folder, "--model", Path.Combine(folder, "model.onnx"), "--labels", Path.Combine(
                folder, "labels.txt"), "--size", "224x224", "--channels", "bgr",
            Path.Combine(folder, "coffee.png"), Path.Combine(folder, "chelsea.png"));

        Assert.Equal(["espresso", "Egyptian cat"], pictures.Select(p => p.Label));
        Assert.Equal("tabby", pictures[1].Classes[1].Label);
        // The published preprocessing cuts off a border and gives 52.8. ResizeImages cuts off nothing.
        Assert.Equal(52.8, pictures[0].Classes[0].Logit, 3.0);
        Assert.True(pictures[0].Classes[0].Probability > 0.9);
    }
}
