namespace LseMlNet;

/// <summary>
/// What a stage gives for a row that has no softmax: one that holds NaN or +∞, or nothing but −∞. Such rows are counted, and a warning
/// at the end of each pass over the data says how many there were.
/// </summary>
public enum InvalidRowHandling
{
    /// <summary>The mathematics: NaN, +∞ or −∞ for log-sum-exp, and NaN for everything else.</summary>
    Propagate = 0,

    /// <summary>An <see cref="InvalidOperationException"/> that names the row's position and the column.</summary>
    Throw = 1,

    /// <summary>
    /// Zero, in every slot: no probability for any class. As a margin it reads as undecided; as a log-probability or an entropy it reads
    /// as certain, which such a row is not.
    /// </summary>
    Zero = 2,
}
