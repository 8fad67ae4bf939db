namespace LseMlNet.Cli.Tests.Scenarios;

public sealed class ShippedPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NoArguments_ShippedPictures_AllButOneGetTheirLabel()
    {
        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(_folder);

        Assert.Equal(20, pictures.Count);
        foreach (PrintedPicture picture in pictures)
        {
            // A file is named after what it shows: t-shirt-top-1.png is a T-shirt/top.
            string shown = picture.Name[..^"-1.png".Length];
            string called = picture.Label.ToLowerInvariant().Replace(' ', '-').Replace('/', '-');
            // According to the model card, the model mistakes this picture for a sandal.
            Assert.Equal(picture.Name == "ankle-boot-2.png" ? "sandal" : shown, called);
        }
    }

    [Fact]
    public void NoArguments_ShippedPictures_ThreeClassesEachTheLikeliestFirst()
    {
        foreach (PrintedPicture picture in Classifier.Classify(_folder))
        {
            Assert.Equal(3, picture.Classes.Count);
            Assert.Equal(picture.Label, picture.Classes[0].Label);
            Assert.Equal(picture.Classes.OrderByDescending(c => c.Logit), picture.Classes);
            Assert.InRange(picture.Classes.Sum(c => c.Probability), 0.5, 1.0002);
            Assert.All(picture.Classes, c => Assert.Null(c.Naive));
            // The printed probabilities are the softmax of the printed logits, within the precision of two decimals.
            foreach (PrintedClass other in picture.Classes)
            {
                Assert.Equal(
                    picture.Classes[0].Probability * Math.Exp(other.Logit - picture.Classes[0].Logit), other.Probability,
                    0.01 * other.Probability + 1e-4);
            }
        }
    }

    [Fact]
    public void NoArguments_ShippedPictures_BarsAreAsLongAsProbabilities()
    {
        const string Eighths = "▏▎▍▌▋▊▉█";
        foreach (PrintedClass printed in Classifier.Classify(_folder).SelectMany(picture => picture.Classes))
        {
            int length = printed.Bar.Sum(character => Eighths.IndexOf(character) + 1);
            Assert.Equal(printed.Probability * 28 * 8, length, 0.6);
        }
    }

    [Fact]
    public void NoArguments_AnkleBoot2_ProbabilityOfTheModelCard()
    {
        PrintedPicture picture = Classifier.Classify(_folder).Single(p => p.Name == "ankle-boot-2.png");

        Assert.Equal(["Sandal", "Ankle boot", "Bag"], picture.Classes.Select(c => c.Label));
        Assert.Equal(0.92, picture.Classes[0].Probability, 0.005);
    }

    [Fact]
    public void CompareNaive_LogitsOfOrdinarySize_NaiveSaysTheSame()
    {
        ProgramRun run = Classifier.Run(_folder, "--compare-naive");

        Assert.All(
            PrintedPicture.ReadAll(run.Output).SelectMany(picture => picture.Classes),
            c => Assert.Equal(c.Probability, c.Naive!.Value, 1.01e-4));
        Assert.EndsWith("Naive softmax gives NaN for 0 of them.\n", run.Output, StringComparison.Ordinal);
    }
}
