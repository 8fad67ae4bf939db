namespace LseMlNet;

/// <summary>
/// What a stage returns for a row that has no softmax: one that contains NaN or +∞, or only −∞. The stage counts such rows, and a warning
/// at the end of each pass over the data reports how many there were.
/// </summary>
public enum InvalidRowHandling
{
    /// <summary>The mathematical result: NaN, +∞ or −∞ for log-sum-exp, and NaN for everything else.</summary>
    Propagate = 0,

    /// <summary>An <see cref="InvalidOperationException"/> that names the row and the column.</summary>
    Throw = 1,

    /// <summary>
    /// Zero in every slot: no probability for any class. A margin of 0 means undecided, but a log-probability or an entropy of 0 means
    /// certain, and a row without a softmax is not certain.
    /// </summary>
    Zero = 2,
}
