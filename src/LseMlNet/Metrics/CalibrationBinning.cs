namespace LseMlNet;

/// <summary>How rows are assigned to bins by their confidence, to compare confidence and accuracy in each bin.</summary>
public enum CalibrationBinning
{
    /// <summary>
    /// B bins of equal width on (0, 1]: bin b holds the confidences in (b/B, (b+1)/B]. The first bin also holds 0, although no softmax has
    /// 0 as its largest probability. Memory use does not grow with the rows. Guo et al., <i>On Calibration of Modern Neural Networks</i>,
    /// ICML 2017.
    /// </summary>
    EqualWidth = 0,

    /// <summary>
    /// At most B bins of about equal weight: rows are ordered by confidence, and a row goes to bin ⌊wB/W⌋, where w is the weight of the
    /// rows before it and W the total weight. Rows of equal confidence stay together in the bin of the first one. A model whose confidence
    /// often rounds to 1 therefore has fewer bins, but no empty ones. Memory use is a float and a bit for each row, and another float if
    /// there are weights. Nixon et al., <i>Measuring Calibration in Deep Learning</i>, CVPR Workshops 2019.
    /// </summary>
    EqualMass = 1,
}
