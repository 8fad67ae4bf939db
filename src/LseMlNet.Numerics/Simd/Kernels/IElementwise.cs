using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>The operation that <see cref="ElementwisePass{T, TLanes}"/> applies to an element and a number in two parts.</summary>
internal interface IElementwise<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    static abstract TLanes Invoke(TLanes value, TLanes high, TLanes low);
}

/// <summary>
/// Turns exponentials into quotients, using the two parts that <see cref="Quotient{T, TLanes}.Reciprocal"/> returns for their sum.
/// </summary>
internal readonly struct Divide<T, TLanes> : IElementwise<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke(TLanes value, TLanes high, TLanes low) => Quotient<T, TLanes>.Of(value, high, low);
}

/// <summary>(value − high) − low. If high is the rounded log-sum-exp and low its rounding error, no digits cancel.</summary>
internal readonly struct Subtract<T, TLanes> : IElementwise<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke(TLanes value, TLanes high, TLanes low) => value - high - low;
}
