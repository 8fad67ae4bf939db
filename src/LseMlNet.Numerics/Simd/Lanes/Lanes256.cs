using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>A register of 256 bits: AVX2 with FMA.</summary>
internal unsafe struct Lanes256<T> : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call: the kernels already exhaust its inlining budget.
    public Vector256<T> Value;

    public static int Count => Vector256<T>.Count;

    public static int TableBits => typeof(T) == typeof(float) ? 3 : 0;

    public static Lanes256<T> Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = typeof(T) == typeof(float)
                ? Vector256.Create(
                    0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7).As<int, T>()
                : Vector256.Create(T.One),
        };
    }

    public static Lanes256<T> TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new()
        {
            Value = typeof(T) == typeof(float)
                ? Vector256.Create(
                    0f, -1.1992157e-08f, 3.1934182e-08f, -3.0990719e-08f, 1.7114271e-08f, 5.2333342e-09f, -1.4719605e-08f, -6.1282597e-09f).As<float, T>()
                : Vector256.Create(T.Zero),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Create(T value) => new() { Value = Vector256.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* source) => new() { Value = Vector256.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? Load((T*)source)
            : new() { Value = Avx.ConvertToVector256Double(Vector128.Load((float*)source)).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? LoadPartial((T*)source, count, T.NegativeInfinity)
            : new() { Value = Avx.ConvertToVector256Double(Lanes128<float>.LoadPartial((float*)source, count, float.NegativeInfinity).Value).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> value, T* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrowed(Lanes256<T> value, float* destination) =>
        Avx.ConvertToVector128Single(value.Value.AsDouble()).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadPartial(T* source, int count, T fill)
    {
        Vector256<T> mask = LaneMask.First256<T>(count);
        Vector256<T> loaded = typeof(T) == typeof(float)
            ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
            : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
        return new() { Value = Vector256.ConditionalSelect(mask, loaded, Vector256.Create(fill)) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes256<T> value, T* destination, int count)
    {
        Vector256<T> mask = LaneMask.First256<T>(count);
        if (typeof(T) == typeof(float))
        {
            Avx.MaskStore((float*)destination, mask.AsSingle(), value.Value.AsSingle());
        }
        else
        {
            Avx.MaskStore((double*)destination, mask.AsDouble(), value.Value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MulAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new() { Value = Fma.MultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>() }
        : new() { Value = Fma.MultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new() { Value = Avx.Max(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
        : new() { Value = Avx.Max(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new() { Value = Avx.Min(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
        : new() { Value = Avx.Min(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ZeroWhereLess(Lanes256<T> value, Lanes256<T> a, Lanes256<T> b) =>
        new() { Value = Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), Vector256<T>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> KeepFirst(Lanes256<T> value, int count) => new() { Value = value.Value & LaneMask.First256<T>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> KeepLast(Lanes256<T> value, int count) => new() { Value = value.Value & LaneMask.Last256<T>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Lanes256<T> a, Lanes256<T> b) => Vector256.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Lanes256<T> value) => value.Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lanes256<T> value) =>
        Lanes128<T>.MaxAcross(Lanes128<T>.Max(new() { Value = value.Value.GetLower() }, new() { Value = value.Value.GetUpper() }));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lanes256<T> value) => -MaxAcross(new() { Value = -value.Value });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Lanes256<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector256<double>, TWide>(
            typeof(T) == typeof(double) ? value.Value.AsDouble() : Avx.ConvertToVector256Double(value.Value.GetLower().AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Lanes256<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector256<double>, TWide>(
            typeof(T) == typeof(double) ? Vector256<double>.Zero : Avx.ConvertToVector256Double(value.Value.GetUpper().AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged => new()
        {
            Value = Vector256.Create(
                Avx.ConvertToVector128Single(Unsafe.BitCast<TWide, Vector256<double>>(lower)),
                Avx.ConvertToVector128Single(Unsafe.BitCast<TWide, Vector256<double>>(upper))).As<float, T>(),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Lanes256<T> value)
    {
        Vector256<double> wide = typeof(T) == typeof(double)
            ? value.Value.AsDouble()
            : Avx.ConvertToVector256Double(value.Value.GetLower().AsSingle()) + Avx.ConvertToVector256Double(value.Value.GetUpper().AsSingle());
        return Lanes128<double>.SumAcross(new() { Value = wide.GetLower() + wide.GetUpper() });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new() { Value = (a.Value.AsInt32() + b.Value.AsInt32()).As<int, T>() }
        : new() { Value = (a.Value.AsInt64() + b.Value.AsInt64()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new() { Value = (a.Value.AsInt32() - b.Value.AsInt32()).As<int, T>() }
        : new() { Value = (a.Value.AsInt64() - b.Value.AsInt64()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftLeft(Lanes256<T> value, int bits) => typeof(T) == typeof(float)
        ? new() { Value = Vector256.ShiftLeft(value.Value.AsInt32(), bits).As<int, T>() }
        : new() { Value = Vector256.ShiftLeft(value.Value.AsInt64(), bits).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftRight(Lanes256<T> value, int bits) => typeof(T) == typeof(float)
        ? new() { Value = Vector256.ShiftRightLogical(value.Value.AsInt32(), bits).As<int, T>() }
        : new() { Value = Vector256.ShiftRightLogical(value.Value.AsInt64(), bits).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Lookup(Lanes256<T> table, Lanes256<T> index) => typeof(T) == typeof(float)
        ? new() { Value = Avx2.PermuteVar8x32(table.Value.AsInt32(), index.Value.AsInt32()).As<int, T>() }
        : table;

    public static Lanes256<T> FourEntries
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector256.Create(0x3F800000, 0x3F7837F0, 0x3F7504F3, 0x3F7744FD, 0x3F800000, 0x3F7837F0, 0x3F7504F3, 0x3F7744FD).As<int, T>() };
    }

    public static Lanes256<T> FourEntriesRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector256.Create(0f, 3.1934182e-08f, 1.7114271e-08f, -1.4719605e-08f, 0f, 3.1934182e-08f, 1.7114271e-08f, -1.4719605e-08f).As<float, T>() };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LookupOfFour(Lanes256<T> table, Lanes256<T> index) =>
        new() { Value = Avx.PermuteVar(table.Value.AsSingle(), index.Value.AsInt32()).As<float, T>() };
}
