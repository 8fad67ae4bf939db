using System.Numerics;

namespace LseMlNet.Accuracy;

/// <summary>A value of about 106 bits: (High + Low) · 2^Exponent.</summary>
internal readonly record struct Reference(double High, double Low, int Exponent)
{
    public static Reference Read(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());

    /// <summary>The distance of a result in units in the last place of this value in the result's type.</summary>
    public double Ulps<T>(T actual)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(actual))
        {
            return double.PositiveInfinity;
        }

        (int precision, int lowest) = typeof(T) == typeof(float) ? (24, -149) : (53, -1074);
        // High is in [0.5, 1), so the unit is 2^(exponent - precision), or the smallest subnormal number.
        int unit = Math.Max(Exponent - precision, lowest);
        double scaled = Math.ScaleB(Math.ScaleB(double.CreateTruncating(actual), -Exponent / 2), -Exponent - -Exponent / 2);
        return Math.ScaleB(Math.Abs(scaled - High - Low), Exponent - unit);
    }
}
