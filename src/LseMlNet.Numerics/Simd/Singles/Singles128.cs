using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Four floats: SSE, AVX or Arm. Only AVX has the table of four entries; too few lanes would share the cost of a larger one.
/// </summary>
internal unsafe struct Singles128 : ISingles<Singles128>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call.
    public Vector128<float> Value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator +(Singles128 left, Singles128 right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator -(Singles128 left, Singles128 right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator *(Singles128 left, Singles128 right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator /(Singles128 left, Singles128 right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Create(float value) => new() { Value = Vector128.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Load(float* source) => new() { Value = Vector128.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Singles128 value, float* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 ZeroWhereLess(Singles128 value, Singles128 a, Singles128 b) =>
        new() { Value = Vector128.ConditionalSelect(Vector128.LessThan(a.Value, b.Value), Vector128<float>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 KeepFirst(Singles128 value, int count) => new() { Value = value.Value & LaneMask.First128<float>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 KeepLast(Singles128 value, int count) => new() { Value = value.Value & LaneMask.Last128<float>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Singles128 a, Singles128 b) => Vector128.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Singles128 value) => -MaxAcross(new() { Value = -value.Value });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 AddBits(Singles128 a, Singles128 b) => new() { Value = (a.Value.AsInt32() + b.Value.AsInt32()).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 SubtractBits(Singles128 a, Singles128 b) =>
        new() { Value = (a.Value.AsInt32() - b.Value.AsInt32()).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 ShiftToExponent(Singles128 value) =>
        new() { Value = Vector128.ShiftLeft(value.Value.AsInt32(), 23).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 LoadPartial(float* source, int count, float fill)
    {
        if (Avx.IsSupported)
        {
            Vector128<float> mask = LaneMask.First128<float>(count);
            return new() { Value = Vector128.ConditionalSelect(mask, Avx.MaskLoad(source, mask), Vector128.Create(fill)) };
        }

        Vector128<float> value = Vector128.Create(fill);
        for (int i = 0; i < count; i++)
        {
            value = value.WithElement(i, source[i]);
        }

        return new() { Value = value };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Singles128 value, float* destination, int count)
    {
        // A masked store is slow on some processors.
        if (count == 1)
        {
            *destination = value.Value.ToScalar();
            return;
        }

        *(double*)destination = value.Value.AsDouble().ToScalar();
        if (count == 3)
        {
            destination[2] = value.Value.GetElement(2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 MulAdd(Singles128 a, Singles128 b, Singles128 c)
    {
        if (Fma.IsSupported)
        {
            return new() { Value = Fma.MultiplyAdd(a.Value, b.Value, c.Value) };
        }

        return AdvSimd.IsSupported ? new() { Value = AdvSimd.FusedMultiplyAdd(c.Value, a.Value, b.Value) } : (a * b) + c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Max(Singles128 a, Singles128 b) =>
        new() { Value = Sse.IsSupported ? Sse.Max(a.Value, b.Value) : Vector128.Max(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Min(Singles128 a, Singles128 b) =>
        new() { Value = Sse.IsSupported ? Sse.Min(a.Value, b.Value) : Vector128.Min(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Singles128 value)
    {
        Singles128 folded = Max(value, new() { Value = Vector128.Shuffle(value.Value, Vector128.Create(2, 3, 0, 1)) });
        return Max(folded, new() { Value = Vector128.Shuffle(folded.Value, Vector128.Create(1, 0, 3, 2)) }).Value.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Singles128 value)
        where TWide : unmanaged => sizeof(TWide) == 32
            ? Unsafe.BitCast<Vector256<double>, TWide>(Avx.ConvertToVector256Double(value.Value))
            : Unsafe.BitCast<Vector128<double>, TWide>(Vector128.WidenLower(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Singles128 value)
        where TWide : unmanaged =>
            sizeof(TWide) == 32 ? default : Unsafe.BitCast<Vector128<double>, TWide>(Vector128.WidenUpper(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged => sizeof(TWide) == 32
            ? new() { Value = Avx.ConvertToVector128Single(Unsafe.BitCast<TWide, Vector256<double>>(lower)) }
            : new()
            {
                Value = Vector128.Narrow(Unsafe.BitCast<TWide, Vector128<double>>(lower), Unsafe.BitCast<TWide, Vector128<double>>(upper)),
            };

    public static Singles128 Table => Create(1);

    public static Singles128 TableRest => Create(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Power(Singles128 table, Singles128 t) => AddBits(table, ShiftToExponent(t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Lookup(Singles128 table, Singles128 t) => table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 PowerOfFour(Singles128 t)
    {
        Vector128<int> table = Vector128.Create(0x3F800000, 0x3F7837F0, 0x3F7504F3, 0x3F7744FD);
        return new()
        {
            Value = (Avx.PermuteVar(table.AsSingle(), t.Value.AsInt32()).AsInt32() + Vector128.ShiftLeft(t.Value.AsInt32(), 21)).AsSingle(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 RestOfFour(Singles128 t) =>
        new() { Value = Avx.PermuteVar(Vector128.Create(0f, 3.1934182e-08f, 1.7114271e-08f, -1.4719605e-08f), t.Value.AsInt32()) };
}
