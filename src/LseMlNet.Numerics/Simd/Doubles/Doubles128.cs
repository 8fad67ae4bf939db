using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>Two doubles: SSE, AVX or Arm.</summary>
internal unsafe struct Doubles128 : IDoubles<Doubles128>
{
    // Object initializers set it instead of a constructor, which saves the JIT a call.
    public Vector128<double> Value;

    public static int Count => 2;

    public static Doubles128 Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector128.Create(0.0, 1) };
    }

    public static Doubles128 Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(1);
    }

    public static Doubles128 TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(0);
    }

    public static bool HasTable => false;

    public static bool IsFused => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator +(Doubles128 left, Doubles128 right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator -(Doubles128 left, Doubles128 right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator *(Doubles128 left, Doubles128 right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator /(Doubles128 left, Doubles128 right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Create(double value) => new() { Value = Vector128.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Load(double* source) => new() { Value = Vector128.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles128 value, double* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 MulAdd(Doubles128 a, Doubles128 b, Doubles128 c) =>
        Fma.IsSupported ? new() { Value = Fma.MultiplyAdd(a.Value, b.Value, c.Value) }
        : AdvSimd.Arm64.IsSupported ? new() { Value = AdvSimd.Arm64.FusedMultiplyAdd(c.Value, a.Value, b.Value) }
        : new() { Value = (a.Value * b.Value) + c.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 FusedMulAdd(Doubles128 a, Doubles128 b, Doubles128 c) =>
        IsFused
            ? MulAdd(a, b, c)
            : new()
            {
                Value = Vector128.Create(
                    Math.FusedMultiplyAdd(a.Value.ToScalar(), b.Value.ToScalar(), c.Value.ToScalar()),
                    Math.FusedMultiplyAdd(a.Value.GetElement(1), b.Value.GetElement(1), c.Value.GetElement(1))),
            };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Max(Doubles128 a, Doubles128 b) =>
        new() { Value = Sse2.IsSupported ? Sse2.Max(a.Value, b.Value) : Vector128.Max(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 WhereEqual(Doubles128 a, Doubles128 b, Doubles128 then, Doubles128 otherwise) =>
        new() { Value = Vector128.ConditionalSelect(Vector128.Equals(a.Value, b.Value), then.Value, otherwise.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 WhereLess(Doubles128 a, Doubles128 b, Doubles128 then, Doubles128 otherwise) =>
        new() { Value = Vector128.ConditionalSelect(Vector128.LessThan(a.Value, b.Value), then.Value, otherwise.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountEqual(Doubles128 a, Doubles128 b) =>
        BitOperations.PopCount(Vector128.Equals(a.Value, b.Value).ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskLess(Doubles128 a, Doubles128 b) => Vector128.LessThan(a.Value, b.Value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 AddBits(Doubles128 a, Doubles128 b) => new() { Value = (a.Value.AsInt64() + b.Value.AsInt64()).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 SubtractBits(Doubles128 a, Doubles128 b) =>
        new() { Value = (a.Value.AsInt64() - b.Value.AsInt64()).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 ShiftLeft(Doubles128 value, int bits) =>
        new() { Value = Vector128.ShiftLeft(value.Value.AsInt64(), bits).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 ShiftRight(Doubles128 value, int bits) =>
        new() { Value = Vector128.ShiftRightLogical(value.Value.AsInt64(), bits).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Lookup(Doubles128 table, Doubles128 index) => table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(Doubles128 value) => value.Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxAcross(Doubles128 value) =>
        First(Max(value, new() { Value = Vector128.Shuffle(value.Value.AsInt64(), Vector128.Create(1L, 0)).AsDouble() }));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Doubles128 value) => Vector128.Sum(value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Doubles128 a, Doubles128 b) => Vector128.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 ZeroWhereLess(Doubles128 value, Doubles128 a, Doubles128 b) =>
        new() { Value = Vector128.ConditionalSelect(Vector128.LessThan(a.Value, b.Value), Vector128<double>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 LoadWidened(float* source) => new() { Value = Vector128.Create(source[0], (double)source[1]) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 LoadWidenedPartial(float* source, int count) =>
        new() { Value = Vector128.Create(*source, double.NegativeInfinity) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrowed(Doubles128 value, float* destination)
    {
        // Vector128.Narrow would produce four floats, but there are only two.
        destination[0] = (float)value.Value.ToScalar();
        destination[1] = (float)value.Value.GetElement(1);
    }
}
