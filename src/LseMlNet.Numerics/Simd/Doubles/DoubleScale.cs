using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// The constants of e^(x / T) for one temperature T, computed once per call. T enters the range reduction and the coefficients, so that
/// x / T is never rounded.
/// </summary>
internal readonly unsafe struct DoubleScale
{
    /// <summary>1.5 · 2^52. Adding it rounds a double to an integer, which is then in the low bits of the sum.</summary>
    public const double NearestInteger = 6755399441055744;

    /// <summary>The largest exponential of a row is about 2^100, so that none of the others is subnormal.</summary>
    public const double Headroom = 1267650600228229401496703205376.0;

    /// <summary>The constants at temperature 1. They are in native memory, so pointers to them stay valid.</summary>
    public static readonly DoubleScale* One = CreateOne();

    public readonly double Temperature;

    /// <summary>log₂ e / T, and eight times that for the table of eight entries.</summary>
    public readonly double Log2E, Log2EByEight;

    /// <summary>−T log 2 in two parts. The first has 40 bits: its product with an exponent is exact without a fused multiply-add.</summary>
    public readonly double High, Low, HighByEight, LowByEight;

    /// <summary>The largest magnitude of a maximum that the kernels can handle.</summary>
    public readonly double Largest;

    /// <summary>
    /// 770 T. Even the sum of a billion exponentials of elements this far below the maximum is less than the smallest number.
    /// </summary>
    public readonly double Lowest;

    /// <summary>1 / T, rounded down, and the rest.</summary>
    public readonly double Inverse, InverseRest;

    /// <summary>The coefficients of e^(r / T) − 1 for |r / T| ≤ log 2 / 2, with a relative error of 2^-57.8.</summary>
    public readonly double C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11;

    /// <summary>The same for |r / T| ≤ log 2 / 16.</summary>
    public readonly double S2, S3, S4, S5, S6, S7;

    public DoubleScale(double temperature)
    {
        Temperature = temperature;
        Log2E = 1.4426950408889634 / temperature;
        Log2EByEight = 8 * Log2E;
        double product = temperature * 0.6931471805599453;
        double high = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(product) & ~0x1FFF);
        double rest = Math.FusedMultiplyAdd(temperature, 0.6931471805599453, -product) + temperature * 2.3190468138462996e-17;
        High = -high;
        Low = -(product - high + rest);
        HighByEight = High / 8;
        LowByEight = Low / 8;
        Largest = (Fma.IsSupported || AdvSimd.Arm64.IsSupported ? 1 << 30 : 4000) * temperature;
        Lowest = 770 * temperature;
        double inverse = 1 / temperature;
        double left = Math.FusedMultiplyAdd(-inverse, temperature, 1);
        Inverse = left < 0 ? Math.BitDecrement(inverse) : inverse;
        InverseRest = left < 0 ? Math.FusedMultiplyAdd(-Inverse, temperature, 1) * inverse : left * inverse;
        // The powers depend on as few others as possible, because the first exponential waits for them.
        double square = inverse * inverse, cube = square * inverse, fourth = square * square, eighth = fourth * fourth;
        C1 = inverse;
        C2 = 0.50000000000000111 * square;
        C3 = 0.166666666666664215 * cube;
        C4 = 4.166666666652688034e-2 * fourth;
        C5 = 8.33333333348864301e-3 * (fourth * inverse);
        C6 = 1.388888894438733163e-3 * (fourth * square);
        C7 = 1.984126951941100122e-4 * (fourth * cube);
        C8 = 2.480149238265589334e-5 * eighth;
        C9 = 2.755757467752527706e-6 * (eighth * inverse);
        C10 = 2.763048717652908732e-7 * (eighth * square);
        C11 = 2.50038420749358296e-8 * (eighth * cube);
        S2 = 0.500000000000029643 * square;
        S3 = 0.16666666666663707 * cube;
        S4 = 4.16666665699894079e-2 * fourth;
        S5 = 8.33333337134081059e-3 * (fourth * inverse);
        S6 = 1.3889781137074455e-3 * (fourth * square);
        S7 = 1.98405598207310966e-4 * (fourth * cube);
    }

    /// <summary>
    /// Whether the kernels can compute a row with this maximum: not if it is infinite, NaN, or so large that a product is not exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(double maximum) => Math.Abs(maximum) <= Largest;

    private static DoubleScale* CreateOne()
    {
        DoubleScale* scale = (DoubleScale*)RuntimeHelpers.AllocateTypeAssociatedMemory(typeof(DoubleScale), sizeof(DoubleScale));
        *scale = new(1);
        return scale;
    }
}
