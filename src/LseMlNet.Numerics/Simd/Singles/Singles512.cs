using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>Sixteen floats: AVX-512.</summary>
internal unsafe struct Singles512 : ISingles<Singles512>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call.
    public Vector512<float> Value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator +(Singles512 left, Singles512 right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator -(Singles512 left, Singles512 right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator *(Singles512 left, Singles512 right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator /(Singles512 left, Singles512 right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Create(float value) => new() { Value = Vector512.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Load(float* source) => new() { Value = Vector512.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Singles512 value, float* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 ZeroWhereLess(Singles512 value, Singles512 a, Singles512 b) =>
        new() { Value = Vector512.ConditionalSelect(Vector512.LessThan(a.Value, b.Value), Vector512<float>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 KeepFirst(Singles512 value, int count) => new() { Value = value.Value & LaneMask.First512<float>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 KeepLast(Singles512 value, int count) => new() { Value = value.Value & LaneMask.Last512<float>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Singles512 a, Singles512 b) => Vector512.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Singles512 value) => -MaxAcross(new() { Value = -value.Value });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 AddBits(Singles512 a, Singles512 b) => new() { Value = (a.Value.AsInt32() + b.Value.AsInt32()).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 SubtractBits(Singles512 a, Singles512 b) =>
        new() { Value = (a.Value.AsInt32() - b.Value.AsInt32()).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 ShiftToExponent(Singles512 value) =>
        new() { Value = Vector512.ShiftLeft(value.Value.AsInt32(), 23).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 LoadPartial(float* source, int count, float fill)
    {
        return count < 8
            ? new() { Value = Vector512.Create(Singles256.LoadPartial(source, count, fill).Value, Vector256.Create(fill)) }
            : new() { Value = Vector512.Create(Vector256.Load(source), Singles256.LoadPartial(source + 8, count - 8, fill).Value) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Singles512 value, float* destination, int count)
    {
        if (count < 8)
        {
            Singles256.StorePartial(new() { Value = value.Value.GetLower() }, destination, count);
            return;
        }

        value.Value.GetLower().Store(destination);
        Singles256.StorePartial(new() { Value = value.Value.GetUpper() }, destination + 8, count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 MulAdd(Singles512 a, Singles512 b, Singles512 c) =>
        new() { Value = Avx512F.FusedMultiplyAdd(a.Value, b.Value, c.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Max(Singles512 a, Singles512 b) => new() { Value = Avx512F.Max(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Min(Singles512 a, Singles512 b) => new() { Value = Avx512F.Min(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Singles512 value) =>
        Singles256.MaxAcross(new() { Value = Avx.Max(value.Value.GetLower(), value.Value.GetUpper()) });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Singles512 value)
        where TWide : unmanaged => Unsafe.BitCast<Vector512<double>, TWide>(Avx512F.ConvertToVector512Double(value.Value.GetLower()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Singles512 value)
        where TWide : unmanaged => Unsafe.BitCast<Vector512<double>, TWide>(Avx512F.ConvertToVector512Double(value.Value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged => new()
        {
            Value = Vector512.Create(
                Avx512F.ConvertToVector256Single(Unsafe.BitCast<TWide, Vector512<double>>(lower)),
                Avx512F.ConvertToVector256Single(Unsafe.BitCast<TWide, Vector512<double>>(upper))),
        };

    public static Singles512 Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = Vector512.Create(
                0x3F800000, 0x3F7DAAC3, 0x3F7B95C2, 0x3F79C3D3, 0x3F7837F0, 0x3F76F532, 0x3F75FED7, 0x3F75583F,
                0x3F7504F3, 0x3F7508A4, 0x3F75672A, 0x3F76248C, 0x3F7744FD, 0x3F78CCDF, 0x3F7AC0C7, 0x3F7D257D).AsSingle(),
        };
    }

    public static Singles512 TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = Vector512.Create(
                0f, 4.6285471e-08f, -1.1992157e-08f, 4.7297824e-08f, 3.1934182e-08f, 3.6210572e-08f, -3.0990719e-08f, -7.4752133e-09f,
                1.7114271e-08f, -3.0476834e-08f, 5.2333342e-09f, 6.1075918e-09f, -1.4719605e-08f, -5.2587952e-09f, -6.1282597e-09f,
                5.1406093e-09f),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Power(Singles512 table, Singles512 t) =>
        new()
        {
            Value = (
                Avx512F.PermuteVar16x32(table.Value.AsInt32(), t.Value.AsInt32()) + Vector512.ShiftLeft(t.Value.AsInt32(), 19)).AsSingle(),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Lookup(Singles512 table, Singles512 t) =>
        new() { Value = Avx512F.PermuteVar16x32(table.Value, t.Value.AsInt32()) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 PowerOfFour(Singles512 t)
    {
        Vector512<int> table = Vector512.Create(Vector128.Create(0x3F800000, 0x3F7837F0, 0x3F7504F3, 0x3F7744FD));
        return new()
        {
            Value = (Avx512F.PermuteVar4x32(table.AsSingle(), t.Value.AsInt32()).AsInt32() + Vector512.ShiftLeft(t.Value.AsInt32(), 21))
                .AsSingle(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 RestOfFour(Singles512 t)
    {
        Vector512<float> table = Vector512.Create(Vector128.Create(0f, 3.1934182e-08f, 1.7114271e-08f, -1.4719605e-08f));
        return new() { Value = Avx512F.PermuteVar4x32(table, t.Value.AsInt32()) };
    }
}
