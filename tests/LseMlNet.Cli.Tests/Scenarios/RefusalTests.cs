namespace LseMlNet.Cli.Tests.Scenarios;

public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MinimumProbability_RefusedPictures_ComeLast()
    {
        ProgramRun run = Classifier.Run(
            _folder, "--minimum-probability", "0.9", Classifier.Picture("shirt-1.png"), Classifier.Picture("bag-1.png"), Classifier.Picture(
                "t-shirt-top-2.png"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        const string Refused = "refused, as no class has a probability of 0.9";
        Assert.Equal(["Bag", Refused, Refused], PrintedPicture.ReadAll(run.Output).Select(picture => picture.Label));
        Assert.EndsWith("\n\nPictures classified: 1. Refused: 2.\n", run.Output, StringComparison.Ordinal);
    }

    // 0.63592 and 0.99956
    [Theory]
    [InlineData("0", 2)]
    [InlineData("0.6359", 2)]
    [InlineData("0.636", 1)]
    [InlineData("1", 0)]
    public void MinimumProbability_OfTheLikeliestClass_Decides(string minimum, int answered) => Assert.StartsWith(
        $"Pictures classified: {answered}.",
        Classifier.Run(_folder, "--minimum-probability", minimum, Classifier.Picture("shirt-1.png"), Classifier.Picture("bag-1.png"))
            .Output.Split('\n')[^2],
        StringComparison.Ordinal);

    [Fact]
    public void MinimumProbability_SavedPipeline_RefusesToo()
    {
        Classifier.Classify(_folder, "--save", "pipeline.zip", Classifier.Picture("bag-1.png"));

        ProgramRun run = Classifier.Run(
            _folder, "--pipeline", "pipeline.zip", "--minimum-probability", "0.9", Classifier.Picture("shirt-1.png"));

        Assert.EndsWith("Pictures classified: 0. Refused: 1.\n", run.Output, StringComparison.Ordinal);
    }
}
