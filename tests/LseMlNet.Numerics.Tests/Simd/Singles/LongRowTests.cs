using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>
/// The minimum and the maximum. An error in these two would not be visible in the results, because exponentials
/// outside their range are still almost right.
/// </summary>
public sealed unsafe class LongRowTests
{
    [Fact]
    public void Maximum_EveryLengthAndPosition_IsTheLargestAndTheSmallest()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Check<Singles512, SingleExp<Singles512>, Doubles512>();
        }

        if (SingleKernels.Has256)
        {
            Check<Singles256, SingleExp<Singles256>, Doubles256>();
        }

        Check<Singles128, SinglePlainExp<Singles128>, Doubles128>();
    }

    private static void Check<TLanes, TExp, TWide>()
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        for (int length = TLanes.Count; length <= 7 * TLanes.Count; length++)
        {
            float[] row = new float[length];
            for (int place = 0; place < length; place++)
            {
                int other = length - 1 - place;
                row[other] = -1;
                row[place] = 1;
                fixed (float* x = row)
                {
                    float maximum = LongRow<TLanes, TExp, TWide>.Maximum(x, length, out float minimum);
                    Assert.Equal(1, maximum);
                    Assert.Equal(other == place ? 0 : -1, minimum);
                }

                row[other] = row[place] = 0;
            }
        }
    }
}
