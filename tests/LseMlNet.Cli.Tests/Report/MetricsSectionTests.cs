using static LseMlNet.Cli.Tests.Support.ReportDocument;

namespace LseMlNet.Cli.Tests.Report;

public sealed class MetricsSectionTests
{
    [Fact]
    public void Table_HeldOutPictures_MatchesReference()
    {
        Dictionary<string, double[]> rows =
            Default().QuerySelector("#metrics table")!.Rows().ToDictionary(row => row[0], row => Numbers(row[1..]));

        HeldOutReference reference = Reference;
        double temperature = reference.Temperature();
        AssertShown([reference.LogLoss(1), reference.LogLoss(temperature)], rows["log-loss (nats)"]);
        AssertShown([reference.BrierScore(1), reference.BrierScore(temperature)], rows["Brier score"]);
        AssertShown(
            [reference.CalibrationErrors(1, 15).Expected, reference.CalibrationErrors(temperature, 15).Expected],
            rows["expected calibration error"]);
        AssertShown([reference.TopKAccuracy(1), reference.TopKAccuracy(1)], rows["accuracy"]);
    }
}
