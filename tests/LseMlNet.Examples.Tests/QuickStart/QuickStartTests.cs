using LseMlNet.Examples.Tests.Support;

namespace LseMlNet.Examples.Tests.QuickStart;

public class QuickStartTests
{
    [Fact]
    public void Run_PrintsTheDocumentedNumbers()
    {
        using var folder = new TemporaryFolder();

        ProgramRun run = ExampleProgram.Run("QuickStart", folder.FullName);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            """
            softmax of [1000, 1001, 1002]
              naive   [NaN, NaN, NaN]
              stable  [0.09003057, 0.24472847, 0.66524096]
            rows of the log-sum-exp literature
              x = [11, 12, -1000, 5, 10, 0.001]
                log-sum-exp  naive 12.408216490736713, stable 12.408216490736713
                softmax      [0.2445791, 0.66483493, 0, 0.00060625, 0.08997562, 0.00000409]
              y = [-1000, 1000, -1000, 5, 10, 0.001]
                log-sum-exp  naive Infinity, stable 1000.0
                softmax      [0, 1, 0, 0, 0, 0]
            two classes: softmax is the sigmoid of their difference
              softmax 0.81757447619364
              sigmoid 0.81757447619364
            a pipeline, saved and loaded, on [101, 102, 103]
              probabilities      [0.090031, 0.244728, 0.665241]
              log-probabilities  [-2.407606, -1.407606, -0.407606]
              log-sum-exp        103.4076
            10,000 predictions by pooled engines: 0.665241 on average, as each should be
            ankle-boot-1.png: Ankle boot, 99.8 %

            """.ReplaceLineEndings("\n"),
            run.Output);
    }
}
