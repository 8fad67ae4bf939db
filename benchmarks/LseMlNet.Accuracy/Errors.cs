using System.Globalization;

namespace LseMlNet.Accuracy;

/// <summary>Collects the largest and the mean error of many results, in ulp.</summary>
internal sealed class Errors
{
    private double _largest;
    private double _sum;
    private long _count;

    public void Add(double ulps)
    {
        _largest = Math.Max(_largest, ulps);
        _sum += ulps;
        _count++;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Short(_largest)} / {Short(_sum / _count)}");

    private static string Short(double value) =>
        double.IsFinite(value) ? value.ToString(value < 100 ? "0.000" : "0.0e0", CultureInfo.InvariantCulture) : "NaN or ∞";
}
