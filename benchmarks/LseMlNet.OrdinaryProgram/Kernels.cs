using System.Runtime.CompilerServices;
using LseMlNet.Numerics;

namespace LseMlNet.OrdinaryProgram;

internal readonly struct SoftmaxSingle : IKernel<float>
{
    public static string Name => "Softmax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => Logits.Softmax(data.Logits, data.Results);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => NaiveSingle.Softmax(data.Logits, data.Results);
}

internal readonly struct SoftmaxAtTemperatureSingle : IKernel<float>
{
    public static string Name => "SoftmaxAtTemperature";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => Logits.Softmax(data.Logits, data.Results, temperature: 2.5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => NaiveSingle.Softmax(data.Logits, data.Results, temperature: 2.5f);
}

internal readonly struct LogSoftmaxSingle : IKernel<float>
{
    public static string Name => "LogSoftmax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => Logits.LogSoftmax(data.Logits, data.Results);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => NaiveSingle.LogSoftmax(data.Logits, data.Results);
}

internal readonly struct LogSumExpSingle : IKernel<float>
{
    public static string Name => "LogSumExp";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => data.Results[0] = Logits.LogSumExp(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => data.Results[0] = NaiveSingle.LogSumExp(data.Logits);
}

internal readonly struct CrossEntropySingle : IKernel<float>
{
    public static string Name => "CrossEntropy";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => data.Results[0] = Logits.CrossEntropy(data.Logits, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => data.Results[0] = NaiveSingle.LogSumExp(data.Logits) - data.Logits[1];
}

internal readonly struct EntropySingle : IKernel<float>
{
    public static string Name => "Entropy";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => data.Results[0] = Logits.Entropy(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => data.Results[0] = NaiveSingle.Entropy(data.Logits);
}

internal readonly struct MarginSingle : IKernel<float>
{
    public static string Name => "Margin";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => data.Results[0] = Logits.Margin(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => data.Results[0] = NaiveSingle.Margin(data.Logits);
}

internal readonly struct ArgMaxSingle : IKernel<float>
{
    public static string Name => "ArgMax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => data.Indices[0] = Logits.ArgMax(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => data.Indices[0] = NaiveSingle.ArgMax(data.Logits);
}

internal readonly struct TopKSingle : IKernel<float>
{
    public static string Name => "TopK";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<float> data) => Logits.TopK(data.Logits, data.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<float> data) => NaiveSingle.TopK(data.Logits, data.Indices);
}

internal readonly struct SoftmaxDouble : IKernel<double>
{
    public static string Name => "Softmax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => Logits.Softmax(data.Logits, data.Results);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => NaiveDouble.Softmax(data.Logits, data.Results);
}

internal readonly struct SoftmaxAtTemperatureDouble : IKernel<double>
{
    public static string Name => "SoftmaxAtTemperature";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => Logits.Softmax(data.Logits, data.Results, temperature: 2.5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => NaiveDouble.Softmax(data.Logits, data.Results, temperature: 2.5);
}

internal readonly struct LogSoftmaxDouble : IKernel<double>
{
    public static string Name => "LogSoftmax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => Logits.LogSoftmax(data.Logits, data.Results);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => NaiveDouble.LogSoftmax(data.Logits, data.Results);
}

internal readonly struct LogSumExpDouble : IKernel<double>
{
    public static string Name => "LogSumExp";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => data.Results[0] = Logits.LogSumExp(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => data.Results[0] = NaiveDouble.LogSumExp(data.Logits);
}

internal readonly struct CrossEntropyDouble : IKernel<double>
{
    public static string Name => "CrossEntropy";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => data.Results[0] = Logits.CrossEntropy(data.Logits, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => data.Results[0] = NaiveDouble.LogSumExp(data.Logits) - data.Logits[1];
}

internal readonly struct EntropyDouble : IKernel<double>
{
    public static string Name => "Entropy";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => data.Results[0] = Logits.Entropy(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => data.Results[0] = NaiveDouble.Entropy(data.Logits);
}

internal readonly struct MarginDouble : IKernel<double>
{
    public static string Name => "Margin";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => data.Results[0] = Logits.Margin(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => data.Results[0] = NaiveDouble.Margin(data.Logits);
}

internal readonly struct ArgMaxDouble : IKernel<double>
{
    public static string Name => "ArgMax";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => data.Indices[0] = Logits.ArgMax(data.Logits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => data.Indices[0] = NaiveDouble.ArgMax(data.Logits);
}

internal readonly struct TopKDouble : IKernel<double>
{
    public static string Name => "TopK";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ours(Data<double> data) => Logits.TopK(data.Logits, data.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Naive(Data<double> data) => NaiveDouble.TopK(data.Logits, data.Indices);
}
