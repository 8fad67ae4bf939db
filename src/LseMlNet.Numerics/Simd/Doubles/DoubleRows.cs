using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>Runs the kernels of <see cref="DoubleRow{TLanes}"/> on groups of rows that stay in the cache.</summary>
internal static unsafe class DoubleRows<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    [MethodImpl(Kernel.Options)]
    public static void Run(DoubleJob* job, int first, int end)
    {
        RowSums sums;
        int length = job->ClassCount;
        int most = Math.Clamp(DoubleKernels.ElementsAtOnce / length, 1, RowSums.Rows);
        for (int row = first, count; row < end; row += count)
        {
            count = Math.Min(most, end - row);
            double* x = job->Logits + (nint)row * length;
            if (job->Operation == RowFunction.Softmax)
            {
                DoubleRow<TLanes>.Softmax(x, job->Results + (nint)row * length, length, count, job->Scale);
                continue;
            }

            if (job->Operation == RowFunction.Entropy)
            {
                DoubleRow<TLanes>.Means(x, length, count, job->Scale, &sums);
            }
            else
            {
                DoubleRow<TLanes>.Logs(x, length, count, job->Scale, &sums);
            }

            for (int i = 0; i < count; i++)
            {
                Finish(job, row + i, &sums, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(DoubleJob* job, int row, RowSums* sums, int index)
    {
        if (!job->Scale->Holds(sums->Maximum[index]))
        {
            DoubleKernels.RunScalar(job, row);
        }
        else if (job->Operation == RowFunction.LogSoftmax)
        {
            nint start = (nint)row * job->ClassCount;
            DoubleRow<TLanes>.Subtract(
                job->Logits + start, job->Results + start, job->ClassCount, sums->Maximum[index], sums->High[index], sums->Low[index],
                job->Scale);
        }
        else
        {
            sums->Store<TLanes>(job, row, index);
        }
    }
}
