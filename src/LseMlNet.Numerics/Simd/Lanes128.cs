using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>A register of 128 bits: SSE, AVX and Arm. Without a table, because few elements would share it.</summary>
internal readonly unsafe struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    public Vector128<T> Value => _value;

    public static int Count => Vector128<T>.Count;

    public static int TableBits => 0;

    public static Lanes128<T> Table
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(T.One);
    }

    public static Lanes128<T> TableRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Create(T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Create(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? Load((T*)source)
            : new(Vector128.Create(((float*)source)[0], (double)((float*)source)[1]).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? LoadPartial((T*)source, count, T.NegativeInfinity)
            : new(Vector128.Create(*(float*)source, double.NegativeInfinity).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128<T> value, T* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadPartial(T* source, int count, T fill)
    {
        if (Avx.IsSupported)
        {
            Vector128<T> mask = LaneMask.First128<T>(count);
            Vector128<T> loaded = typeof(T) == typeof(float)
                ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
                : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
            return new(Vector128.ConditionalSelect(mask, loaded, Vector128.Create(fill)));
        }

        Vector128<T> value = Vector128.Create(fill);
        for (int i = 0; i < count; i++)
        {
            value = value.WithElement(i, source[i]);
        }

        return new(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes128<T> value, T* destination, int count)
    {
        // A masked store is slow on some machines.
        if (count == 1)
        {
            *destination = value._value.ToScalar();
            return;
        }

        *(double*)destination = value._value.AsDouble().ToScalar();
        if (count == 3)
        {
            destination[2] = value._value.GetElement(2 % Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MulAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c)
    {
        if (Fma.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(Fma.MultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
                : new(Fma.MultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(AdvSimd.FusedMultiplyAdd(c._value.AsSingle(), a._value.AsSingle(), b._value.AsSingle()).As<float, T>())
                : new(AdvSimd.Arm64.FusedMultiplyAdd(c._value.AsDouble(), a._value.AsDouble(), b._value.AsDouble()).As<double, T>());
        }

        return (a * b) + c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> a, Lanes128<T> b)
    {
        if (Sse2.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(Sse.Max(a._value.AsSingle(), b._value.AsSingle()).As<float, T>())
                : new(Sse2.Max(a._value.AsDouble(), b._value.AsDouble()).As<double, T>());
        }

        return new(Vector128.Max(a._value, b._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ZeroWhereLess(Lanes128<T> value, Lanes128<T> a, Lanes128<T> b) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), Vector128<T>.Zero, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> KeepLast(Lanes128<T> value, int count) => new(value._value & LaneMask.Last128<T>(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lanes128<T> value)
    {
        Lanes128<T> folded = Max(value, new(Vector128.Shuffle(value._value.AsInt32(), Vector128.Create(2, 3, 0, 1)).As<int, T>()));
        return typeof(T) == typeof(float)
            ? Max(folded, new(Vector128.Shuffle(folded._value.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>()))._value.ToScalar()
            : folded._value.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Lanes128<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector128<double>, TWide>(
            typeof(T) == typeof(double) ? value._value.AsDouble() : Vector128.WidenLower(value._value.AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Lanes128<T> value)
        where TWide : unmanaged => Unsafe.BitCast<Vector128<double>, TWide>(
            typeof(T) == typeof(double) ? Vector128<double>.Zero : Vector128.WidenUpper(value._value.AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Lanes128<T> value)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector128.Sum(value._value.AsDouble());
        }

        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(value._value.AsSingle());
        return Vector128.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> a, Lanes128<T> b) => typeof(T) == typeof(float)
        ? new((a._value.AsInt32() + b._value.AsInt32()).As<int, T>())
        : new((a._value.AsInt64() + b._value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> a, Lanes128<T> b) => typeof(T) == typeof(float)
        ? new((a._value.AsInt32() - b._value.AsInt32()).As<int, T>())
        : new((a._value.AsInt64() - b._value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftLeft(Lanes128<T> value, int bits) => typeof(T) == typeof(float)
        ? new(Vector128.ShiftLeft(value._value.AsInt32(), bits).As<int, T>())
        : new(Vector128.ShiftLeft(value._value.AsInt64(), bits).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftRight(Lanes128<T> value, int bits) => typeof(T) == typeof(float)
        ? new(Vector128.ShiftRightLogical(value._value.AsInt32(), bits).As<int, T>())
        : new(Vector128.ShiftRightLogical(value._value.AsInt64(), bits).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Lookup(Lanes128<T> table, Lanes128<T> index) => table;
}
