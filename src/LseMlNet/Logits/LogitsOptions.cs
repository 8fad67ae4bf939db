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
    /// The number by which the logits are divided before anything else. It must be finite and greater than 0. A number above 1 flattens the
    /// distribution, and a number below 1 sharpens it. Guo et al., <i>On Calibration of Modern Neural Networks</i>, 2017.
    /// </summary>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. The function is computed
    /// at each position of the other axes. Null treats the whole vector as one row. An axis needs a column of known shape. Sigmoid and
    /// LogSigmoid, which treat each logit by itself, have no use for an axis and refuse it.
    /// </summary>
    public int? ClassAxis { get; set; }

    /// <summary>
    /// What the stage returns for a row that has no softmax. The default is NaN; for log-sum-exp, it is the mathematical result.
    /// </summary>
    public InvalidRowHandling InvalidRows { get; set; }
}
