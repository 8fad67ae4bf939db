using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>Eight floats: AVX2 with FMA.</summary>
internal unsafe struct Singles256 : ISingles<Singles256>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call.
    public Vector256<float> Value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator +(Singles256 left, Singles256 right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator -(Singles256 left, Singles256 right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator *(Singles256 left, Singles256 right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator /(Singles256 left, Singles256 right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Create(float value) => new() { Value = Vector256.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Load(float* source) => new() { Value = Vector256.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Singles256 value, float* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 ZeroWhereLess(Singles256 value, Singles256 a, Singles256 b) =>
        new() { Value = Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), Vector256<float>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 KeepFirst(Singles256 value, int count) => new() { Value = value.Value & LaneMask.First256<float>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 KeepLast(Singles256 value, int count) => new() { Value = value.Value & LaneMask.Last256<float>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Singles256 a, Singles256 b) => Vector256.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Singles256 value) => -MaxAcross(new() { Value = -value.Value });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 AddBits(Singles256 a, Singles256 b) => new() { Value = (a.Value.AsInt32() + b.Value.AsInt32()).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 SubtractBits(Singles256 a, Singles256 b) =>
        new() { Value = (a.Value.AsInt32() - b.Value.AsInt32()).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 ShiftToExponent(Singles256 value) =>
        new() { Value = Vector256.ShiftLeft(value.Value.AsInt32(), 23).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 LoadPartial(float* source, int count, float fill)
    {
        Vector256<float> mask = LaneMask.First256<float>(count);
        return new() { Value = Vector256.ConditionalSelect(mask, Avx.MaskLoad(source, mask), Vector256.Create(fill)) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Singles256 value, float* destination, int count) =>
        Avx.MaskStore(destination, LaneMask.First256<float>(count), value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 MulAdd(Singles256 a, Singles256 b, Singles256 c) =>
        new() { Value = Fma.MultiplyAdd(a.Value, b.Value, c.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Max(Singles256 a, Singles256 b) => new() { Value = Avx.Max(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Min(Singles256 a, Singles256 b) => new() { Value = Avx.Min(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Singles256 value) =>
        Singles128.MaxAcross(new() { Value = Sse.Max(value.Value.GetLower(), value.Value.GetUpper()) });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Singles256 value)
        where TWide : unmanaged => Unsafe.BitCast<Vector256<double>, TWide>(Avx.ConvertToVector256Double(value.Value.GetLower()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Singles256 value)
        where TWide : unmanaged => Unsafe.BitCast<Vector256<double>, TWide>(Avx.ConvertToVector256Double(value.Value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged => new()
        {
            Value = Vector256.Create(
                Avx.ConvertToVector128Single(Unsafe.BitCast<TWide, Vector256<double>>(lower)),
                Avx.ConvertToVector128Single(Unsafe.BitCast<TWide, Vector256<double>>(upper))),
        };

    public static Singles256 Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = Vector256.Create(
                0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7).AsSingle(),
        };
    }

    public static Singles256 TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = Vector256.Create(
                0f, -1.1992157e-08f, 3.1934182e-08f, -3.0990719e-08f, 1.7114271e-08f, 5.2333342e-09f, -1.4719605e-08f, -6.1282597e-09f),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Power(Singles256 table, Singles256 t) =>
        new()
        {
            Value = (Avx2.PermuteVar8x32(table.Value.AsInt32(), t.Value.AsInt32()) + Vector256.ShiftLeft(t.Value.AsInt32(), 20)).AsSingle(),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Lookup(Singles256 table, Singles256 t) =>
        new() { Value = Avx2.PermuteVar8x32(table.Value, t.Value.AsInt32()) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 PowerOfFour(Singles256 t)
    {
        Vector256<int> table = Vector256.Create(Vector128.Create(0x3F800000, 0x3F7837F0, 0x3F7504F3, 0x3F7744FD));
        return new()
        {
            Value = (Avx.PermuteVar(table.AsSingle(), t.Value.AsInt32()).AsInt32() + Vector256.ShiftLeft(t.Value.AsInt32(), 21)).AsSingle(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 RestOfFour(Singles256 t)
    {
        Vector256<float> table = Vector256.Create(Vector128.Create(0f, 3.1934182e-08f, 1.7114271e-08f, -1.4719605e-08f));
        return new() { Value = Avx.PermuteVar(table, t.Value.AsInt32()) };
    }
}
