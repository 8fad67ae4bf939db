using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>Eight doubles: AVX-512.</summary>
internal unsafe struct Doubles512 : IDoubles<Doubles512>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call.
    public Vector512<double> Value;

    public static int Count => 8;

    public static Doubles512 Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7) };
    }

    public static Doubles512 Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = Vector512.Create(
                0x3FF0000000000000, 0x3FEF72B83C7D517B, 0x3FEF06FE0A31B715, 0x3FEEBFDAD5362A27,
                0x3FEEA09E667F3BCD, 0x3FEEACE5422AA0DB, 0x3FEEE89F995AD3AD, 0x3FEF5818DCFBA487).AsDouble(),
        };
    }

    public static Doubles512 TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = Vector512.Create(
                0, -2.7939114859515733e-17, 3.3484623336251524e-17, 1.9572585293112036e-17,
                -6.835808657661922e-17, 5.1548301170786783e-17, 4.875160526227062e-17, 1.790126907604513e-17),
        };
    }

    public static bool HasTable => true;

    public static bool IsFused => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator +(Doubles512 left, Doubles512 right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator -(Doubles512 left, Doubles512 right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator *(Doubles512 left, Doubles512 right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator /(Doubles512 left, Doubles512 right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Create(double value) => new() { Value = Vector512.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Load(double* source) => new() { Value = Vector512.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles512 value, double* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 MulAdd(Doubles512 a, Doubles512 b, Doubles512 c) =>
        new() { Value = Avx512F.FusedMultiplyAdd(a.Value, b.Value, c.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 FusedMulAdd(Doubles512 a, Doubles512 b, Doubles512 c) => MulAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Max(Doubles512 a, Doubles512 b) => new() { Value = Avx512F.Max(a.Value, b.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 WhereEqual(Doubles512 a, Doubles512 b, Doubles512 then, Doubles512 otherwise) =>
        new() { Value = Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), then.Value, otherwise.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 WhereLess(Doubles512 a, Doubles512 b, Doubles512 then, Doubles512 otherwise) =>
        new() { Value = Vector512.ConditionalSelect(Vector512.LessThan(a.Value, b.Value), then.Value, otherwise.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountEqual(Doubles512 a, Doubles512 b) =>
        BitOperations.PopCount(Vector512.Equals(a.Value, b.Value).ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskLess(Doubles512 a, Doubles512 b) => (uint)Vector512.LessThan(a.Value, b.Value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 AddBits(Doubles512 a, Doubles512 b) => new() { Value = (a.Value.AsInt64() + b.Value.AsInt64()).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 SubtractBits(Doubles512 a, Doubles512 b) =>
        new() { Value = (a.Value.AsInt64() - b.Value.AsInt64()).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 ShiftLeft(Doubles512 value, int bits) =>
        new() { Value = Vector512.ShiftLeft(value.Value.AsInt64(), bits).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 ShiftRight(Doubles512 value, int bits) =>
        new() { Value = Vector512.ShiftRightLogical(value.Value.AsInt64(), bits).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Lookup(Doubles512 table, Doubles512 index) =>
        new() { Value = Avx512F.PermuteVar8x64(table.Value, index.Value.AsInt64()) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(Doubles512 value) => value.Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxAcross(Doubles512 value) =>
        Doubles256.MaxAcross(Doubles256.Max(new() { Value = value.Value.GetLower() }, new() { Value = value.Value.GetUpper() }));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Doubles512 value) =>
        Doubles256.SumAcross(new() { Value = value.Value.GetLower() + value.Value.GetUpper() });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Doubles512 a, Doubles512 b) => Vector512.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 ZeroWhereLess(Doubles512 value, Doubles512 a, Doubles512 b) =>
        new() { Value = Vector512.ConditionalSelect(Vector512.LessThan(a.Value, b.Value), Vector512<double>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 LoadWidened(float* source) => new() { Value = Avx512F.ConvertToVector512Double(Vector256.Load(source)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 LoadWidenedPartial(float* source, int count) =>
        new() { Value = Avx512F.ConvertToVector512Double(Singles256.LoadPartial(source, count, float.NegativeInfinity).Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrowed(Doubles512 value, float* destination) =>
        Avx512F.ConvertToVector256Single(value.Value).Store(destination);
}
