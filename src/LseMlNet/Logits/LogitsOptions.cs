using Microsoft.ML;

namespace LseMlNet;

/// <summary>The options that the stages that compute a function of logits share.</summary>
public abstract class LogitsOptions
{
    private protected LogitsOptions()
    {
    }

    /// <summary>The columns to add, each with its column of logits. At least one; each output only once.</summary>
    public required InputOutputColumnPair[] Columns { get; set; }

    /// <summary>
    /// The number that the logits are divided by first: above 1 flattens the distribution, below 1 sharpens it. Finite and greater than 0.
    /// Guo et al., <i>On Calibration of Modern Neural Networks</i>, 2017.
    /// </summary>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// What the stage returns for a row that has no softmax. By default NaN, and for log-sum-exp the mathematical result.
    /// </summary>
    public InvalidRowHandling InvalidRows { get; set; }
}
