using System.Globalization;
using System.Numerics;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The largest error of many results.</summary>
internal sealed class WorstError<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private string _where = "";

    /// <summary>The row that is being measured.</summary>
    public ReferenceRow? Row { get; set; }

    public double Ulps { get; private set; }

    /// <param name="references">The references of the row.</param>
    /// <param name="actual">The result for each.</param>
    /// <param name="negligible">An absolute error that does not count.</param>
    public void Add(double[][] references, T[] actual, double negligible = 0)
    {
        foreach ((double[] reference, T result) in references.Zip(actual))
        {
            double ulps = ReferenceRow.Ulps(reference, result);
            if (ulps > Ulps && ReferenceRow.Distance(reference, result) > negligible)
            {
                Ulps = ulps;
                _where = $"{result} instead of {reference[0]} in the {Row}";
            }
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ulps:0.000} ulp: {_where}");
}
