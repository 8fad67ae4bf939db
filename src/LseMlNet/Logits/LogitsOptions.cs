using Microsoft.ML;

namespace LseMlNet;

/// <summary>What the stages that turn logits into another column have in common.</summary>
public abstract class LogitsOptions
{
    private protected LogitsOptions()
    {
    }

    /// <summary>The columns to add, each with the column of logits that it is computed from. At least one; no output twice.</summary>
    public required InputOutputColumnPair[] Columns { get; set; }

    /// <summary>
    /// What the logits are divided by first: above 1 flattens the distribution, below 1 sharpens it. Finite and greater than 0.
    /// Guo et al., <i>On Calibration of Modern Neural Networks</i>, 2017.
    /// </summary>
    public double Temperature { get; set; } = 1;

    /// <summary>What a row without a softmax gives: NaN by default.</summary>
    public InvalidRowHandling InvalidRows { get; set; }
}
