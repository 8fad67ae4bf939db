using Microsoft.ML;

namespace LseMlNet;

/// <summary>The options shared by the stages that compute a function of logits.</summary>
public abstract class LogitsOptions
{
    private protected LogitsOptions()
    {
    }

    /// <summary>The columns to add, each with its column of logits. At least one is required, and no output may occur twice.</summary>
    public required InputOutputColumnPair[] Columns { get; set; }

    /// <summary>
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T, without rounding the quotients. A number
    /// above 1 flattens the distribution, and a number below 1 sharpens it. Guo et al., <i>On Calibration of Modern Neural Networks</i>,
    /// 2017.
    /// </summary>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// What the stage returns for a row that has no softmax. The default is NaN; for log-sum-exp, it is the mathematical result.
    /// </summary>
    public InvalidRowHandling InvalidRows { get; set; }
}
