using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// A register of 128 bits: SSE, AVX or Arm. It has only the table of four entries: too few lanes would share the cost of a larger
/// one.
/// </summary>
internal unsafe struct Lanes128<T> : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Set by an object initializer, not by a constructor. That saves the JIT a call: the kernels already exhaust its inlining budget.
    public Vector128<T> Value;

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
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new() { Value = left.Value + right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new() { Value = left.Value - right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new() { Value = left.Value * right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new() { Value = left.Value / right.Value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Create(T value) => new() { Value = Vector128.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(T* source) => new() { Value = Vector128.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadWidened<TSource>(TSource* source)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? Load((T*)source)
            : new() { Value = Vector128.Create(((float*)source)[0], (double)((float*)source)[1]).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadWidenedPartial<TSource>(TSource* source, int count)
        where TSource : unmanaged => typeof(TSource) == typeof(T)
            ? LoadPartial((T*)source, count, T.NegativeInfinity)
            : new() { Value = Vector128.Create(*(float*)source, double.NegativeInfinity).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128<T> value, T* destination) => value.Value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrowed(Lanes128<T> value, float* destination)
    {
        // Vector128.Narrow would produce four floats, but there are only two.
        destination[0] = (float)value.Value.AsDouble().ToScalar();
        destination[1] = (float)value.Value.AsDouble().GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadPartial(T* source, int count, T fill)
    {
        if (Avx.IsSupported)
        {
            Vector128<T> mask = LaneMask.First128<T>(count);
            Vector128<T> loaded = typeof(T) == typeof(float)
                ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
                : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
            return new() { Value = Vector128.ConditionalSelect(mask, loaded, Vector128.Create(fill)) };
        }

        Vector128<T> value = Vector128.Create(fill);
        for (int i = 0; i < count; i++)
        {
            value = value.WithElement(i, source[i]);
        }

        return new() { Value = value };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes128<T> value, T* destination, int count)
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
            destination[2] = value.Value.GetElement(2 % Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MulAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c)
    {
        if (Fma.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { Value = Fma.MultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>() }
                : new() { Value = Fma.MultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>() };
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { Value = AdvSimd.FusedMultiplyAdd(c.Value.AsSingle(), a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
                : new() { Value = AdvSimd.Arm64.FusedMultiplyAdd(c.Value.AsDouble(), a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };
        }

        return (a * b) + c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> a, Lanes128<T> b)
    {
        if (Sse2.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { Value = Sse.Max(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
                : new() { Value = Sse2.Max(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };
        }

        return new() { Value = Vector128.Max(a.Value, b.Value) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> a, Lanes128<T> b)
    {
        if (Sse2.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { Value = Sse.Min(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>() }
                : new() { Value = Sse2.Min(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>() };
        }

        return new() { Value = Vector128.Min(a.Value, b.Value) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ZeroWhereLess(Lanes128<T> value, Lanes128<T> a, Lanes128<T> b) =>
        new() { Value = Vector128.ConditionalSelect(Vector128.LessThan(a.Value, b.Value), Vector128<T>.Zero, value.Value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> KeepFirst(Lanes128<T> value, int count) => new() { Value = value.Value & LaneMask.First128<T>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> KeepLast(Lanes128<T> value, int count) => new() { Value = value.Value & LaneMask.Last128<T>(count) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Lanes128<T> a, Lanes128<T> b) => Vector128.LessThanAny(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Lanes128<T> value) => value.Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Lanes128<T> value)
    {
        Lanes128<T> folded = Max(value, new() { Value = Vector128.Shuffle(value.Value.AsInt32(), Vector128.Create(2, 3, 0, 1)).As<int, T>() });
        return typeof(T) == typeof(float)
            ? Max(folded, new() { Value = Vector128.Shuffle(folded.Value.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>() }).Value.ToScalar()
            : folded.Value.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Lanes128<T> value) => -MaxAcross(new() { Value = -value.Value });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenLower<TWide>(Lanes128<T> value)
        where TWide : unmanaged
    {
        if (typeof(TWide) == typeof(Lanes256<double>))
        {
            return Unsafe.BitCast<Vector256<double>, TWide>(Avx.ConvertToVector256Double(value.Value.AsSingle()));
        }

        return Unsafe.BitCast<Vector128<double>, TWide>(
            typeof(T) == typeof(double) ? value.Value.AsDouble() : Vector128.WidenLower(value.Value.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide WidenUpper<TWide>(Lanes128<T> value)
        where TWide : unmanaged
    {
        if (typeof(TWide) == typeof(Lanes256<double>))
        {
            return default;
        }

        return Unsafe.BitCast<Vector128<double>, TWide>(
            typeof(T) == typeof(double) ? Vector128<double>.Zero : Vector128.WidenUpper(value.Value.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Narrow<TWide>(TWide lower, TWide upper)
        where TWide : unmanaged
    {
        if (typeof(TWide) == typeof(Lanes256<double>))
        {
            return new() { Value = Avx.ConvertToVector128Single(Unsafe.BitCast<TWide, Vector256<double>>(lower)).As<float, T>() };
        }

        return new()
        {
            Value = Vector128.Narrow(Unsafe.BitCast<TWide, Vector128<double>>(lower), Unsafe.BitCast<TWide, Vector128<double>>(upper)).As<float, T>(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumAcross(Lanes128<T> value)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector128.Sum(value.Value.AsDouble());
        }

        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(value.Value.AsSingle());
        return Vector128.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> a, Lanes128<T> b) => typeof(T) == typeof(float)
        ? new() { Value = (a.Value.AsInt32() + b.Value.AsInt32()).As<int, T>() }
        : new() { Value = (a.Value.AsInt64() + b.Value.AsInt64()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> a, Lanes128<T> b) => typeof(T) == typeof(float)
        ? new() { Value = (a.Value.AsInt32() - b.Value.AsInt32()).As<int, T>() }
        : new() { Value = (a.Value.AsInt64() - b.Value.AsInt64()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftLeft(Lanes128<T> value, int bits) => typeof(T) == typeof(float)
        ? new() { Value = Vector128.ShiftLeft(value.Value.AsInt32(), bits).As<int, T>() }
        : new() { Value = Vector128.ShiftLeft(value.Value.AsInt64(), bits).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftRight(Lanes128<T> value, int bits) => typeof(T) == typeof(float)
        ? new() { Value = Vector128.ShiftRightLogical(value.Value.AsInt32(), bits).As<int, T>() }
        : new() { Value = Vector128.ShiftRightLogical(value.Value.AsInt64(), bits).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Lookup(Lanes128<T> table, Lanes128<T> index) => table;

    public static Lanes128<T> FourEntries
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector128.Create(0x3F800000, 0x3F7837F0, 0x3F7504F3, 0x3F7744FD).As<int, T>() };
    }

    public static Lanes128<T> FourEntriesRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { Value = Vector128.Create(0f, 3.1934182e-08f, 1.7114271e-08f, -1.4719605e-08f).As<float, T>() };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LookupOfFour(Lanes128<T> table, Lanes128<T> index) =>
        new() { Value = Avx.PermuteVar(table.Value.AsSingle(), index.Value.AsInt32()).As<float, T>() };
}
