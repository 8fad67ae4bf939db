using static LseMlNet.Cli.Tests.Support.ReportDocument;

namespace LseMlNet.Cli.Tests.Report;

public sealed class ClassesSectionTests
{
    [Fact]
    public void Table_HeldOutPictures_MatchesReference()
    {
        string[][] rows = Default().QuerySelector("#classes table")!.Rows();

        Assert.Equal(File.ReadAllLines(Classifier.Labels), rows.Select(row => row[0]));
        for (int label = 0; label < rows.Length; label++)
        {
            (double precision, double recall) = Reference.OfClass(label);
            AssertShown([precision, recall], Numbers(rows[label][2..4]));
        }
    }
}
