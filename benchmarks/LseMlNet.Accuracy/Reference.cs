using System.Numerics;

namespace LseMlNet.Accuracy;

/// <summary>A reference value of about 106 bits: (High + Low) · 2^Exponent.</summary>
internal readonly record struct Reference(double High, double Low, int Exponent)
{
    public static Reference Read(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());

    /// <summary>
    /// Returns the distance of a result from this value, in units in the last place of this value in the type of the result.
    /// </summary>
    public double Ulps<T>(T actual)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(actual))
        {
            return double.PositiveInfinity;
        }

        (int precision, int lowest) = typeof(T) == typeof(float) ? (24, -149) : (53, -1074);
        // High is in [0.5, 1), so the unit is 2^(Exponent - precision), but at least the smallest subnormal number.
        int unit = Math.Max(Exponent - precision, lowest);
        double scaled = Math.ScaleB(Math.ScaleB(double.CreateTruncating(actual), -Exponent / 2), -Exponent - -Exponent / 2);
        return Math.ScaleB(Math.Abs(scaled - High - Low), Exponent - unit);
    }
}
