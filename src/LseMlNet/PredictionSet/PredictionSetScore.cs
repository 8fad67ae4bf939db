namespace LseMlNet;

/// <summary>
/// How much a class disagrees with a row of logits. p<sub>i</sub> is the softmax of the row. A prediction set contains the classes whose
/// score is not above the threshold.
/// </summary>
public enum PredictionSetScore
{
    /// <summary>
    /// −log p<sub>i</sub>, in nats. It gives the smallest sets on average, and an empty set where no class is probable enough. Sadinle, Lei
    /// and Wasserman, <i>Least Ambiguous Set-Valued Classifiers with Bounded Error Levels</i>, JASA 2019.
    /// </summary>
    Lac = 0,

    /// <summary>
    /// The probability of all classes that are more probable, minus 1. The sets grow with the uncertainty of the row. Romano, Sesia and
    /// Candès, <i>Classification with Valid and Adaptive Coverage</i>, NeurIPS 2020.
    /// </summary>
    Aps = 1,

    /// <summary>
    /// <see cref="Aps"/>, plus a penalty for each rank beyond the first few, which keeps the sets of many classes small. Angelopoulos,
    /// Bates, Malik and Jordan, <i>Uncertainty Sets for Image Classifiers using Conformal Prediction</i>, ICLR 2021.
    /// </summary>
    Raps = 2,
}
