using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>Four doubles: AVX2 with FMA.</summary>
internal unsafe struct Doubles256 : IDoubles<Doubles256>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call.
    public Vector256<double> Value;

    public static int Count => 4;

    public static Doubles256 Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector256.Create(0.0, 1, 2, 3) };
    }

    public static Doubles256 Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(1);
    }

    public static Doubles256 TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(0);
    }

    public static bool HasTable => false;

    public static bool IsFused => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator +(Doubles256 left, Doubles256 right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator -(Doubles256 left, Doubles256 right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator *(Doubles256 left, Doubles256 right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator /(Doubles256 left, Doubles256 right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Create(double value) => new() { Value = Vector256.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Load(double* source) => new() { Value = Vector256.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles256 value, double* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 MulAdd(Doubles256 a, Doubles256 b, Doubles256 c) =>
        new() { Value = Fma.MultiplyAdd(a.Value, b.Value, c.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 FusedMulAdd(Doubles256 a, Doubles256 b, Doubles256 c) => MulAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Max(Doubles256 a, Doubles256 b) => new() { Value = Avx.Max(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 WhereEqual(Doubles256 a, Doubles256 b, Doubles256 then, Doubles256 otherwise) =>
        new() { Value = Vector256.ConditionalSelect(Vector256.Equals(a.Value, b.Value), then.Value, otherwise.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 WhereLess(Doubles256 a, Doubles256 b, Doubles256 then, Doubles256 otherwise) =>
        new() { Value = Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), then.Value, otherwise.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountEqual(Doubles256 a, Doubles256 b) =>
        BitOperations.PopCount(Vector256.Equals(a.Value, b.Value).ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskLess(Doubles256 a, Doubles256 b) => Vector256.LessThan(a.Value, b.Value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 AddBits(Doubles256 a, Doubles256 b) => new() { Value = (a.Value.AsInt64() + b.Value.AsInt64()).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 SubtractBits(Doubles256 a, Doubles256 b) =>
        new() { Value = (a.Value.AsInt64() - b.Value.AsInt64()).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 ShiftLeft(Doubles256 value, int bits) =>
        new() { Value = Vector256.ShiftLeft(value.Value.AsInt64(), bits).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 ShiftRight(Doubles256 value, int bits) =>
        new() { Value = Vector256.ShiftRightLogical(value.Value.AsInt64(), bits).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Lookup(Doubles256 table, Doubles256 index) => table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(Doubles256 value) => value.Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxAcross(Doubles256 value) =>
        Doubles128.MaxAcross(Doubles128.Max(new() { Value = value.Value.GetLower() }, new() { Value = value.Value.GetUpper() }));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Doubles256 value) =>
        Doubles128.SumAcross(new() { Value = value.Value.GetLower() + value.Value.GetUpper() });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Doubles256 a, Doubles256 b) => Vector256.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 ZeroWhereLess(Doubles256 value, Doubles256 a, Doubles256 b) =>
        new() { Value = Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), Vector256<double>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 LoadWidened(float* source) => new() { Value = Avx.ConvertToVector256Double(Vector128.Load(source)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 LoadWidenedPartial(float* source, int count) =>
        new() { Value = Avx.ConvertToVector256Double(Singles128.LoadPartial(source, count, float.NegativeInfinity).Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrowed(Doubles256 value, float* destination) => Avx.ConvertToVector128Single(value.Value).Store(destination);
}
