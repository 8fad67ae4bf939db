using System.Numerics;
using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>
/// The minimum and the maximum. An error in them would not show in the results: outside their range, exponentials are still almost
/// right.
/// </summary>
public sealed unsafe class RowKernelTests
{
    [Fact]
    public void Maximum_EveryLengthAndPosition_IsTheLargestAndTheSmallest()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Check<float, Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>>(Lanes512<float>.Count);
            Check<double, Lanes512<double>, DoubleExp<Lanes512<double>>, Lanes512<double>>(Lanes512<double>.Count);
        }

        if (Width.Has256)
        {
            Check<float, Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>>(Lanes256<float>.Count);
            Check<double, Lanes256<double>, DoubleExp<Lanes256<double>>, Lanes256<double>>(Lanes256<double>.Count);
        }

        Check<float, Lanes128<float>, SinglePlainExp<Lanes128<float>>, Lanes128<double>>(Lanes128<float>.Count);
        Check<double, Lanes128<double>, DoubleExp<Lanes128<double>>, Lanes128<double>>(Lanes128<double>.Count);
    }

    private static void Check<T, TLanes, TExp, TWide>(int shortest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        for (int length = shortest; length <= 7 * shortest; length++)
        {
            T[] row = new T[length];
            for (int place = 0; place < length; place++)
            {
                int other = length - 1 - place;
                row[other] = -T.One;
                row[place] = T.One;
                fixed (T* x = row)
                {
                    T maximum = RowKernel<T, TLanes, TExp, TWide>.Maximum(x, length, out T minimum);
                    Assert.Equal(T.One, maximum);
                    Assert.Equal(other == place ? T.Zero : -T.One, minimum);
                }

                row[other] = row[place] = T.Zero;
            }
        }
    }
}
