namespace LseMlNet;

/// <summary>How rows are put into bins by their confidence, to compare confidence and accuracy in each.</summary>
public enum CalibrationBinning
{
    /// <summary>
    /// B bins of equal width on (0, 1]: bin b holds the confidences in (b/B, (b+1)/B], and the first one 0 too, which no softmax gives as
    /// its largest probability. Guo et al., <i>On Calibration of Modern Neural Networks</i>, ICML 2017. Needs no memory that grows with the rows.
    /// </summary>
    EqualWidth = 0,

    /// <summary>
    /// At most B bins of about equal weight: rows are ordered by confidence, and one with weight w before it, of W in all, goes to bin
    /// ⌊wB/W⌋. Rows of the same confidence stay together in the bin of the first, so that a model that is often sure beyond what a float
    /// can tell has fewer bins, none of them empty. Nixon et al., <i>Measuring Calibration in Deep Learning</i>, CVPR Workshops 2019. Keeps a float and a bit for
    /// each row, and another float where there are weights.
    /// </summary>
    EqualMass = 1,
}
