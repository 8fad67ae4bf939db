namespace LseMlNet.Numerics.Scalar;

/// <summary>Functions of one double that keep their digits near 0.</summary>
internal static class ScalarFunctions
{
    /// <summary>Returns log(1 + x) for x > −1, corrected for the rounding of 1 + x.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) + (x - (sum - 1)) / sum;
    }

    /// <summary>Returns (e^x − 1) / x, to about 1e-12, and 1 for x = 0.</summary>
    public static double ExpMinusOneOver(double x) => Math.Abs(x) < 1e-4 ? 1 + x / 2 * (1 + x / 3) : (Math.Exp(x) - 1) / x;
}
