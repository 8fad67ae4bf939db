using System.Globalization;

namespace LseMlNet;

/// <summary>
/// A share of rows, with its exact confidence interval. Clopper and Pearson, <i>The use of confidence or fiducial limits illustrated in the
/// case of the binomial</i>, Biometrika 26, 1934.
/// </summary>
public sealed class Proportion
{
    internal Proportion(long count, long rowCount, double confidence)
    {
        Count = count;
        RowCount = rowCount;
        Confidence = confidence;
        double level = (1 - confidence) / 2;
        LowerBound = Binomial.LowerBound(count, rowCount, level);
        UpperBound = Binomial.UpperBound(count, rowCount, level);
    }

    /// <summary>The number of rows that count.</summary>
    public long Count { get; }

    /// <summary>The number of all rows.</summary>
    public long RowCount { get; }

    /// <summary>The share, <see cref="Count"/> divided by <see cref="RowCount"/>; NaN if there are no rows.</summary>
    public double Value => RowCount == 0 ? double.NaN : (double)Count / RowCount;

    /// <summary>The lower end of the confidence interval; 0 if there are no rows.</summary>
    public double LowerBound { get; }

    /// <summary>The upper end of the confidence interval; 1 if there are no rows.</summary>
    public double UpperBound { get; }

    /// <summary>The minimum probability with which such intervals contain the true probability, if the rows are independent.</summary>
    public double Confidence { get; }

    /// <summary>The share and its interval, such as "0.934 [0.929, 0.939]", in the invariant culture.</summary>
    public override string ToString() => RowCount == 0
        ? "undefined"
        : string.Create(CultureInfo.InvariantCulture, $"{Value:0.000} [{LowerBound:0.000}, {UpperBound:0.000}]");
}
