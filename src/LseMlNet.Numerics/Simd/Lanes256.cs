using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>A register of 256 bits: AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public Vector256<T> Value => _value;

    public static int Count => Vector256<T>.Count;

    public static int TableBits => typeof(T) == typeof(float) ? 3 : 0;

    public static Lanes256<T> Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? new(Vector256.Create(
                0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7).As<int, T>())
            : Create(T.One);
    }

    public static Lanes256<T> TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? new(Vector256.Create(
                0f, -1.1992157e-08f, 3.1934182e-08f, -3.0990719e-08f, 1.7114271e-08f, 5.2333342e-09f, -1.4719605e-08f, -6.1282597e-09f).As<float, T>())
            : Create(T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? Load((T*)source)
            : new(Avx.ConvertToVector256Double(Vector128.Load((float*)source)).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? LoadPartial((T*)source, count, T.NegativeInfinity)
            : new(Avx.ConvertToVector256Double(Lanes128<float>.LoadPartial((float*)source, count, float.NegativeInfinity).Value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> value, T* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadPartial(T* source, int count, T fill)
    {
        Vector256<T> mask = LaneMask.First256<T>(count);
        Vector256<T> loaded = typeof(T) == typeof(float)
            ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
            : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
        return new(Vector256.ConditionalSelect(mask, loaded, Vector256.Create(fill)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes256<T> value, T* destination, int count)
    {
        Vector256<T> mask = LaneMask.First256<T>(count);
        if (typeof(T) == typeof(float))
        {
            Avx.MaskStore((float*)destination, mask.AsSingle(), value._value.AsSingle());
        }
        else
        {
            Avx.MaskStore((double*)destination, mask.AsDouble(), value._value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MulAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new(Fma.MultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Fma.MultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new(Avx.Max(a._value.AsSingle(), b._value.AsSingle()).As<float, T>())
        : new(Avx.Max(a._value.AsDouble(), b._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ZeroWhereLess(Lanes256<T> value, Lanes256<T> a, Lanes256<T> b) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), Vector256<T>.Zero, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> KeepLast(Lanes256<T> value, int count) => new(value._value & LaneMask.Last256<T>(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lanes256<T> value) =>
        Lanes128<T>.MaxAcross(Lanes128<T>.Max(new(value._value.GetLower()), new(value._value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Lanes256<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector256<double>, TWide>(
            typeof(T) == typeof(double) ? value._value.AsDouble() : Avx.ConvertToVector256Double(value._value.GetLower().AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Lanes256<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector256<double>, TWide>(
            typeof(T) == typeof(double) ? Vector256<double>.Zero : Avx.ConvertToVector256Double(value._value.GetUpper().AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Lanes256<T> value)
    {
        Vector256<double> wide = typeof(T) == typeof(double)
            ? value._value.AsDouble()
            : Avx.ConvertToVector256Double(value._value.GetLower().AsSingle()) + Avx.ConvertToVector256Double(value._value.GetUpper().AsSingle());
        return Lanes128<double>.SumAcross(new(wide.GetLower() + wide.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new((a._value.AsInt32() + b._value.AsInt32()).As<int, T>())
        : new((a._value.AsInt64() + b._value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> a, Lanes256<T> b) => typeof(T) == typeof(float)
        ? new((a._value.AsInt32() - b._value.AsInt32()).As<int, T>())
        : new((a._value.AsInt64() - b._value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftLeft(Lanes256<T> value, int bits) => typeof(T) == typeof(float)
        ? new(Vector256.ShiftLeft(value._value.AsInt32(), bits).As<int, T>())
        : new(Vector256.ShiftLeft(value._value.AsInt64(), bits).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftRight(Lanes256<T> value, int bits) => typeof(T) == typeof(float)
        ? new(Vector256.ShiftRightLogical(value._value.AsInt32(), bits).As<int, T>())
        : new(Vector256.ShiftRightLogical(value._value.AsInt64(), bits).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Lookup(Lanes256<T> table, Lanes256<T> index) => typeof(T) == typeof(float)
        ? new(Avx2.PermuteVar8x32(table._value.AsInt32(), index._value.AsInt32()).As<int, T>())
        : table;
}
