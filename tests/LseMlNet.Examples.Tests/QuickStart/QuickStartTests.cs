namespace LseMlNet.Examples.Tests.QuickStart;

public class QuickStartTests
{
    [Fact]
    public void Run_WithoutArguments_PrintsTheDocumentedNumbers()
    {
        using var folder = new TemporaryFolder();

        ProgramRun run = BuiltProgram.Run("QuickStart", folder.FullName);

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
            two classes: softmax is the sigmoid of the difference of their logits
              softmax 0.81757447619364
              sigmoid 0.81757447619364
            a pipeline, saved and loaded, on [101, 102, 103]
              probabilities      [0.090031, 0.244728, 0.665241]
              log-probabilities  [-2.407606, -1.407606, -0.407606]
              log-sum-exp        103.4076
            10,000 predictions with pooled engines, 0.665241 on average
            logits that were multiplied by 3; temperature found: 2.94
              log-loss           1.180 → 0.808 nats
              calibration error  0.216 → 0.018
            the pictures of the classifier: first and second class, then nats
                                 label         first and second class             entropy  margin     LSE
              ankle-boot-1       Ankle boot    Ankle boot 99.8 %, Sneaker 0.2 %      0.018    6.27    9.15
              ankle-boot-2       Sandal        Sandal 92.2 %, Ankle boot 7.3 %       0.306    2.54    6.26
              bag-1              Bag           Bag 100.0 %, Shirt 0.0 %              0.004    8.60    9.72
              bag-2              Bag           Bag 100.0 %, Shirt 0.0 %              0.001   11.04   11.56
              coat-1             Coat          Coat 94.2 %, Pullover 5.4 %           0.238    2.86    8.22
              coat-2             Coat          Coat 99.6 %, Shirt 0.3 %              0.031    5.95   10.40
              dress-1            Dress         Dress 99.9 %, Trouser 0.0 %           0.007    7.96    9.63
              dress-2            Dress         Dress 94.1 %, Coat 2.8 %              0.305    3.53    5.85
              pullover-1         Pullover      Pullover 100.0 %, T-shirt/top 0.0 %   0.004    8.67   10.68
              pullover-2         (unknown)     Pullover 82.1 %, Shirt 17.2 %         0.503    1.56    7.55
              sandal-1           Sandal        Sandal 99.8 %, Sneaker 0.1 %          0.017    6.66    8.62
              sandal-2           Sandal        Sandal 99.5 %, Sneaker 0.4 %          0.036    5.64    8.23
              shirt-1            (unknown)     Shirt 63.6 %, T-shirt/top 27.1 %      0.933    0.85    6.17
              shirt-2            Shirt         Shirt 99.6 %, Coat 0.3 %              0.026    5.74    9.70
              sneaker-1          Sneaker       Sneaker 100.0 %, Sandal 0.0 %         0.003    8.59   11.25
              sneaker-2          Sneaker       Sneaker 99.9 %, Ankle boot 0.0 %      0.006    7.62   11.22
              t-shirt-top-1      T-shirt/top   T-shirt/top 99.8 %, Shirt 0.1 %       0.017    6.66   10.76
              t-shirt-top-2      (unknown)     T-shirt/top 58.1 %, Shirt 37.1 %      0.880    0.45    5.37
              trouser-1          Trouser       Trouser 100.0 %, Dress 0.0 %          0.005    9.11    9.11
              trouser-2          Trouser       Trouser 100.0 %, Ankle boot 0.0 %     0.002    9.59    9.85
            patterns that are not garments
                                 label         first and second class             entropy  margin     LSE
              black              (unknown)     Sandal 63.4 %, Sneaker 24.8 %         1.013    0.94    4.62
              white              Bag           Bag 99.3 %, T-shirt/top 0.6 %         0.048    5.13    8.59
              noise              (unknown)     Bag 43.0 %, Pullover 40.9 %           1.102    0.05    5.02
              half-white         Bag           Bag 98.2 %, T-shirt/top 1.1 %         0.114    4.49    6.73

            """.ReplaceLineEndings("\n"),
            run.Output);
    }
}
