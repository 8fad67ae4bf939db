using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <content>The path of a single row. It is short, because a long path would cost a short row time.</content>
internal static unsafe partial class SingleKernels
{
    /// <summary>Computes the softmax of one row.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(float* logits, float* probabilities, int length)
    {
        SingleScale scale = new(1);
        SoftmaxOfRow(logits, probabilities, length, &scale);
    }

    [MethodImpl(Kernel.Options)]
    public static void LogSoftmax(float* logits, float* logProbabilities, int length)
    {
        SingleScale scale = new(1);
        LogSoftmaxOfRow(logits, logProbabilities, length, in scale);
    }

    [MethodImpl(Kernel.Options)]
    public static void LogSoftmax(float* logits, float* logProbabilities, int length, double temperature)
    {
        SingleScale scale = new(temperature);
        LogSoftmaxOfRow(logits, logProbabilities, length, in scale);
    }

    [MethodImpl(Kernel.Options)]
    public static float LogSumExp(float* logits, int length)
    {
        SingleScale scale = new(1);
        return LogSumExpOfRow(logits, length, in scale);
    }

    [MethodImpl(Kernel.Options)]
    public static float LogSumExp(float* logits, int length, double temperature)
    {
        SingleScale scale = new(temperature);
        return LogSumExpOfRow(logits, length, in scale);
    }

    [MethodImpl(Kernel.Options)]
    public static float CrossEntropy(float* logits, int label, int length)
    {
        SingleScale scale = new(1);
        return CrossEntropyOfRow(logits, label, length, in scale);
    }

    [MethodImpl(Kernel.Options)]
    public static float CrossEntropy(float* logits, int label, int length, double temperature)
    {
        SingleScale scale = new(temperature);
        return CrossEntropyOfRow(logits, label, length, in scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LogSoftmaxOfRow(float* logits, float* logProbabilities, int length, in SingleScale scale)
    {
        if (!Vector128.IsHardwareAccelerated || length == 0 || !SingleScale.Holds(scale.Temperature))
        {
            LogSoftmaxWithoutVectors(logits, logProbabilities, length, scale.Temperature);
            return;
        }

        double log = LogSumOfRow(logits, length, out float maximum, in scale);
        LogRows.LogSoftmax(logits, logProbabilities, length, maximum, log, in scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LogSumExpOfRow(float* logits, int length, in SingleScale scale)
    {
        if (!Vector128.IsHardwareAccelerated || length == 0 || !SingleScale.Holds(scale.Temperature))
        {
            return LogSumExpWithoutVectors(logits, length, scale.Temperature);
        }

        double log = LogSumOfRow(logits, length, out float maximum, in scale);
        return LogRows.LogSumExp(maximum, log, in scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float CrossEntropyOfRow(float* logits, int label, int length, in SingleScale scale)
    {
        if (!Vector128.IsHardwareAccelerated || !SingleScale.Holds(scale.Temperature))
        {
            return CrossEntropyWithoutVectors(logits, label, length, scale.Temperature);
        }

        double log = LogSumOfRow(logits, length, out float maximum, in scale);
        return LogRows.CrossEntropy(logits, 1, label, maximum, log, in scale);
    }

    // These are separate methods, so that the JIT compiles none of them on processors with vectors.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSoftmaxWithoutVectors(float* logits, float* logProbabilities, int length, double temperature) =>
        new ScalarRow<float>(logits, length, 1, temperature).LogSoftmax(logProbabilities);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float LogSumExpWithoutVectors(float* logits, int length, double temperature) =>
        new ScalarRow<float>(logits, length, 1, temperature).LogSumExp();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float CrossEntropyWithoutVectors(float* logits, int label, int length, double temperature) =>
        new ScalarRow<float>(logits, length, 1, temperature).CrossEntropy(label);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SoftmaxOfRow(float* logits, float* probabilities, int length, SingleScale* scale)
    {
        // For a short row, half of the time is spent on the way to its kernel, so that way is as short as possible.
        if (Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported && length <= LongestShortRow)
        {
            SoftmaxRows.ShortRowAlone(logits, probabilities, length, in *scale);
        }
        else if (length > 0)
        {
            SoftmaxOfLongerRow(logits, probabilities, length, scale);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void SoftmaxOfLongerRow(float* logits, float* probabilities, int length, SingleScale* scale) =>
        RunOnThread(new SoftmaxRows(logits, probabilities, length, scale), 0, 1, 1);

    /// <summary>Computes log Σ e^(x − m) of one row and its maximum m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogSumOfRow(float* logits, int length, out float maximum, in SingleScale scale)
    {
        if (!(Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported))
        {
            return ShortLog<Doubles128>.Of(logits, length, out maximum, in scale);
        }

        if (length <= LongestShortRow)
        {
            return ShortLog<Doubles256>.Of(logits, length, out maximum, in scale);
        }

        return Vector512.IsHardwareAccelerated && Avx512F.IsSupported
            ? LogSum<Singles512, Doubles512>.OfRow(logits, length, out maximum, in scale)
            : LogSum<Singles256, Doubles256>.OfRow(logits, length, out maximum, in scale);
    }
}
