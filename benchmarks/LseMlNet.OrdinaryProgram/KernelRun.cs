using System.Diagnostics;
using System.Numerics;

namespace LseMlNet.OrdinaryProgram;

/// <summary>Calls one kernel in every way that is measured.</summary>
internal abstract class KernelRun
{
    public static IReadOnlyList<KernelRun> All { get; } =
    [
        new KernelRun<SoftmaxSingle, float>(), new KernelRun<SoftmaxDouble, double>(),
        new KernelRun<SoftmaxAtTemperatureSingle, float>(), new KernelRun<SoftmaxAtTemperatureDouble, double>(),
        new KernelRun<LogSoftmaxSingle, float>(), new KernelRun<LogSoftmaxDouble, double>(),
        new KernelRun<LogSumExpSingle, float>(), new KernelRun<LogSumExpDouble, double>(),
        new KernelRun<CrossEntropySingle, float>(), new KernelRun<CrossEntropyDouble, double>(),
        new KernelRun<EntropySingle, float>(), new KernelRun<EntropyDouble, double>(),
        new KernelRun<MarginSingle, float>(), new KernelRun<MarginDouble, double>(),
        new KernelRun<ArgMaxSingle, float>(), new KernelRun<ArgMaxDouble, double>(),
        new KernelRun<TopKSingle, float>(), new KernelRun<TopKDouble, double>(),
    ];

    public abstract string Name { get; }

    /// <summary>Calls the kernel often enough for the runtime to replace the code that it compiled quickly.</summary>
    public abstract void WarmUp(int length);

    /// <summary>Returns the nanoseconds of one call.</summary>
    public abstract double Measure(CallShape shape, int length);

    /// <summary>Returns the milliseconds of the first call, and of the first 10,000 calls. A process can measure this only once.</summary>
    public abstract (double First, double All) MeasureCold(bool naive, int length);
}

internal sealed class KernelRun<TKernel, T> : KernelRun
    where TKernel : struct, IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => $"{TKernel.Name} {(typeof(T) == typeof(float) ? "float" : "double")}";

    public override void WarmUp(int length)
    {
        Data<T> data = new(length);
        for (int i = 0; i < 40; i++)
        {
            TKernel.Ours(data);
        }
    }

    public override double Measure(CallShape shape, int length)
    {
        Data<T> data = new(length);
        Sampler sampler = new(length);
        switch (shape)
        {
            case CallShape.Delegate:
                InDelegate(sampler, () => TKernel.Ours(data));
                break;
            case CallShape.Loop:
                InLoop(sampler, data);
                break;
            case CallShape.StackAlloc:
                BesideStackAlloc(sampler, data);
                break;
            case CallShape.Generic:
                InGeneric<string>(sampler, data);
                break;
            default:
                InAsync(sampler, data).GetAwaiter().GetResult();
                break;
        }

        return sampler.Nanoseconds;
    }

    public override (double First, double All) MeasureCold(bool naive, int length)
    {
        Data<T> data = new(length);
        double first = 0;
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < 10_000; i++)
        {
            if (naive)
            {
                TKernel.Naive(data);
            }
            else
            {
                TKernel.Ours(data);
            }

            if (i == 0)
            {
                first = watch.Elapsed.TotalMilliseconds;
            }
        }

        return (first, watch.Elapsed.TotalMilliseconds);
    }

    private static void InDelegate(Sampler sampler, Action call)
    {
        while (sampler.Next())
        {
            for (int i = 0; i < sampler.Calls; i++)
            {
                call();
            }
        }
    }

    private static void InLoop(Sampler sampler, Data<T> data)
    {
        while (sampler.Next())
        {
            for (int i = 0; i < sampler.Calls; i++)
            {
                TKernel.Ours(data);
            }
        }
    }

    private static void BesideStackAlloc(Sampler sampler, Data<T> data)
    {
        Span<T> copy = stackalloc T[8];
        while (sampler.Next())
        {
            for (int i = 0; i < sampler.Calls; i++)
            {
                TKernel.Ours(data);
                copy[i & 7] = data.Results[0];
            }
        }
    }

    private static void InGeneric<TOwner>(Sampler sampler, Data<T> data)
    {
        List<TOwner> owners = [];
        while (sampler.Next())
        {
            for (int i = 0; i < sampler.Calls; i++)
            {
                TKernel.Ours(data);
            }

            owners.Clear();
        }
    }

    private static async Task InAsync(Sampler sampler, Data<T> data)
    {
        while (sampler.Next())
        {
            for (int i = 0; i < sampler.Calls; i++)
            {
                TKernel.Ours(data);
            }

            await Task.Yield();
        }
    }
}
