namespace LseMlNet.Cli.Tests.Evaluate;

/// <summary>Columns: before, after, naive softmax, Evaluate on the naive softmax, Evaluate on the logits.</summary>
public sealed class NaiveMetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_ShippedModel_NaiveAgreesAndInBoxEvaluateOfLogitsDoesNot()
    {
        PrintedEvaluation printed = PrintedEvaluation.Run(_folder, "--compare-naive");

        foreach (string metric in new[] { "log-loss (nats)", "accuracy", "top-3 accuracy", "Brier score", "expected calibration error", "maximum calibration error", "mean entropy (nats)" })
        {
            double?[] row = printed.Row(metric);
            Assert.Equal(5, row.Length);
            Assert.Equal(row[0]!.Value, row[2]!.Value, 1.01e-4);
        }
        double?[] loss = printed.Row("log-loss (nats)");
        Assert.Equal(loss[0]!.Value, loss[3]!.Value, 1.01e-4);
        Assert.InRange(loss[4]!.Value, 0.02, 0.04);
        Assert.Equal([null, null], printed.Row("Brier score")[3..]);
        Assert.Equal([0, 0, 0, 0, 0], printed.Row("  of these, with NaN"));
    }

    [Fact]
    public void Evaluate_LogitsTimesHundred_NaiveIsNaNAndInBoxEvaluateReportsZero()
    {
        PrintedEvaluation printed = PrintedEvaluation.Run(_folder, "--compare-naive");

        Assert.Equal(100 * printed.Temperature(), printed.Temperature(table: 1), 0.06);
        double?[] loss = printed.Row("log-loss (nats)", table: 1);
        Assert.InRange(loss[0]!.Value, 5, 20);
        Assert.Equal([printed.Row("log-loss (nats)")[1], double.NaN, 0], loss[1..4]);
        Assert.Equal([0, 0, 2500, 0, 0], printed.Row("  of these, with NaN", table: 1));
        Assert.Equal([2500, 2500, 2500, 0, 2500], printed.Row("pictures included", table: 1));
        Assert.Equal([0, 0, 0, 2500, 0], printed.Row("pictures left out", table: 1));
    }

    [Fact]
    public void Mnist_OnGarments_NaiveIsNaNWithUnscaledLogits()
    {
        PrintedEvaluation printed = PrintedEvaluation.Run(_folder, "--compare-naive", "--model", Path.Combine(RealModels.Mnist, "model.onnx"));

        double?[] loss = printed.Row("log-loss (nats)");
        Assert.InRange(loss[0]!.Value, 1000, 1500);
        // The model knows nothing about these ten classes, and calibration shows it.
        Assert.InRange(loss[1]!.Value, 2.2, Math.Log(10));
        Assert.Equal(double.NaN, loss[2]);
        Assert.Equal([0, 0, 2500, 0, 0], printed.Row("  of these, with NaN"));
        Assert.Contains("no\nfigure here tells how good it is", printed.Text, StringComparison.Ordinal);
        Assert.Contains("taken for class ", printed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("times 100", printed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WithoutCompareNaive_HasTwoColumns() => Assert.Equal(2, PrintedEvaluation.Run(_folder).Row("log-loss (nats)").Length);
}
