using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>A register of 512 bits: AVX-512.</summary>
internal unsafe struct Lanes512<T> : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call: the kernels already exhaust its inlining budget.
    public Vector512<T> Value;

    public static int Count => Vector512<T>.Count;

    public static int TableBits => typeof(T) == typeof(float) ? 4 : 3;

    public static Lanes512<T> Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = typeof(T) == typeof(float)
                ? Vector512.Create(
                    0x3F800000, 0x3F7DAAC3, 0x3F7B95C2, 0x3F79C3D3, 0x3F7837F0, 0x3F76F532, 0x3F75FED7, 0x3F75583F,
                    0x3F7504F3, 0x3F7508A4, 0x3F75672A, 0x3F76248C, 0x3F7744FD, 0x3F78CCDF, 0x3F7AC0C7, 0x3F7D257D).As<int, T>()
                : Vector512.Create(
                    0x3FF0000000000000, 0x3FEF72B83C7D517B, 0x3FEF06FE0A31B715, 0x3FEEBFDAD5362A27,
                    0x3FEEA09E667F3BCD, 0x3FEEACE5422AA0DB, 0x3FEEE89F995AD3AD, 0x3FEF5818DCFBA487).As<long, T>(),
        };
    }

    public static Lanes512<T> TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = typeof(T) == typeof(float)
                ? Vector512.Create(
                    0f, 4.6285471e-08f, -1.1992157e-08f, 4.7297824e-08f, 3.1934182e-08f, 3.6210572e-08f, -3.0990719e-08f, -7.4752133e-09f,
                    1.7114271e-08f, -3.0476834e-08f, 5.2333342e-09f, 6.1075918e-09f, -1.4719605e-08f, -5.2587952e-09f, -6.1282597e-09f, 5.1406093e-09f).As<float, T>()
                : Vector512.Create(T.Zero),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Create(T value) => new() { Value = Vector512.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* source) => new() { Value = Vector512.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? Load((T*)source)
            : new() { Value = Avx512F.ConvertToVector512Double(Vector256.Load((float*)source)).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? LoadPartial((T*)source, count, T.NegativeInfinity)
            : new() { Value = Avx512F.ConvertToVector512Double(Lanes256<float>.LoadPartial((float*)source, count, float.NegativeInfinity).Value).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> value, T* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrowed(Lanes512<T> value, float* destination) =>
        Avx512F.ConvertToVector256Single(value.Value.AsDouble()).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadPartial(T* source, int count, T fill)
    {
        int half = Vector256<T>.Count;
        return count < half
            ? new() { Value = Vector512.Create(Lanes256<T>.LoadPartial(source, count, fill).Value, Vector256.Create(fill)) }
            : new() { Value = Vector512.Create(Vector256.Load(source), Lanes256<T>.LoadPartial(source + half, count - half, fill).Value) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes512<T> value, T* destination, int count)
    {
        int half = Vector256<T>.Count;
        if (count < half)
        {
            Lanes256<T>.StorePartial(new() { Value = value.Value.GetLower() }, destination, count);
            return;
        }

        value.Value.GetLower().Store(destination);
        Lanes256<T>.StorePartial(new() { Value = value.Value.GetUpper() }, destination + half, count - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MulAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => typeof(T) == typeof(float)
        ? new() { Value = Avx512F.FusedMultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>() }
        : new() { Value = Avx512F.FusedMultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> a, Lanes512<T> b) => typeof(T) == typeof(float)
        ? new() { Value = Avx512F.Max(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
        : new() { Value = Avx512F.Max(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> a, Lanes512<T> b) => typeof(T) == typeof(float)
        ? new() { Value = Avx512F.Min(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
        : new() { Value = Avx512F.Min(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ZeroWhereLess(Lanes512<T> value, Lanes512<T> a, Lanes512<T> b) =>
        new() { Value = Vector512.ConditionalSelect(Vector512.LessThan(a.Value, b.Value), Vector512<T>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> KeepFirst(Lanes512<T> value, int count) => new() { Value = value.Value & LaneMask.First512<T>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> KeepLast(Lanes512<T> value, int count) => new() { Value = value.Value & LaneMask.Last512<T>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Lanes512<T> a, Lanes512<T> b) => Vector512.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Lanes512<T> value) => value.Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lanes512<T> value) =>
        Lanes256<T>.MaxAcross(Lanes256<T>.Max(new() { Value = value.Value.GetLower() }, new() { Value = value.Value.GetUpper() }));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lanes512<T> value) => -MaxAcross(new() { Value = -value.Value });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Lanes512<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector512<double>, TWide>(
            typeof(T) == typeof(double) ? value.Value.AsDouble() : Avx512F.ConvertToVector512Double(value.Value.GetLower().AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Lanes512<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector512<double>, TWide>(
            typeof(T) == typeof(double) ? Vector512<double>.Zero : Avx512F.ConvertToVector512Double(value.Value.GetUpper().AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged => new()
        {
            Value = Vector512.Create(
                Avx512F.ConvertToVector256Single(Unsafe.BitCast<TWide, Vector512<double>>(lower)),
                Avx512F.ConvertToVector256Single(Unsafe.BitCast<TWide, Vector512<double>>(upper))).As<float, T>(),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Lanes512<T> value)
    {
        Vector512<double> wide = typeof(T) == typeof(double)
            ? value.Value.AsDouble()
            : Avx512F.ConvertToVector512Double(value.Value.GetLower().AsSingle()) + Avx512F.ConvertToVector512Double(value.Value.GetUpper().AsSingle());
        return Lanes256<double>.SumAcross(new() { Value = wide.GetLower() + wide.GetUpper() });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> a, Lanes512<T> b) => typeof(T) == typeof(float)
        ? new() { Value = (a.Value.AsInt32() + b.Value.AsInt32()).As<int, T>() }
        : new() { Value = (a.Value.AsInt64() + b.Value.AsInt64()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> a, Lanes512<T> b) => typeof(T) == typeof(float)
        ? new() { Value = (a.Value.AsInt32() - b.Value.AsInt32()).As<int, T>() }
        : new() { Value = (a.Value.AsInt64() - b.Value.AsInt64()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftLeft(Lanes512<T> value, int bits) => typeof(T) == typeof(float)
        ? new() { Value = Vector512.ShiftLeft(value.Value.AsInt32(), bits).As<int, T>() }
        : new() { Value = Vector512.ShiftLeft(value.Value.AsInt64(), bits).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftRight(Lanes512<T> value, int bits) => typeof(T) == typeof(float)
        ? new() { Value = Vector512.ShiftRightLogical(value.Value.AsInt32(), bits).As<int, T>() }
        : new() { Value = Vector512.ShiftRightLogical(value.Value.AsInt64(), bits).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Lookup(Lanes512<T> table, Lanes512<T> index) => typeof(T) == typeof(float)
        ? new() { Value = Avx512F.PermuteVar16x32(table.Value.AsInt32(), index.Value.AsInt32()).As<int, T>() }
        : new() { Value = Avx512F.PermuteVar8x64(table.Value.AsInt64(), index.Value.AsInt64()).As<long, T>() };

    public static Lanes512<T> FourEntries
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector512.Create(Lanes256<T>.FourEntries.Value, Lanes256<T>.FourEntries.Value) };
    }

    public static Lanes512<T> FourEntriesRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector512.Create(Lanes256<T>.FourEntriesRest.Value, Lanes256<T>.FourEntriesRest.Value) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LookupOfFour(Lanes512<T> table, Lanes512<T> index) =>
        new() { Value = Avx512F.PermuteVar4x32(table.Value.AsSingle(), index.Value.AsInt32()).As<float, T>() };
}
