using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>Copies positions into tiles, runs the kernels of <see cref="DoubleTile{TLanes}"/>, and copies the results back.</summary>
internal static unsafe class DoubleTiles<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    private const int CacheLine = 64;

    [MethodImpl(Kernel.Options)]
    public static void Run(DoubleJob* job, int first, int end)
    {
        int widest = Math.Clamp(DoubleKernels.ElementsAtOnce / job->ClassCount / TLanes.Count * TLanes.Count, TLanes.Count, RowSums.Rows);
        nuint elements = (nuint)widest * (nuint)job->ClassCount;
        byte* memory = stackalloc byte[DoubleKernels.ElementsAtOnce * sizeof(double) + CacheLine];
        double* tile = (double*)((nint)(memory + CacheLine - 1) & -CacheLine);
        bool isLarge = elements > DoubleKernels.ElementsAtOnce;
        if (isLarge)
        {
            tile = (double*)NativeMemory.AlignedAlloc(elements * sizeof(double), CacheLine);
        }

        for (int position = first, count; position < end; position += count)
        {
            int most = job->InnerLength == 1 ? end - position : Math.Min(end - position, job->InnerLength - position % job->InnerLength);
            count = Math.Min(most, widest);
            int width = (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
            double* source = job->Logits + job->Start(position);
            for (int i = 0; i < job->ClassCount; i++)
            {
                CopyIn(job, source + (nint)i * job->InnerLength, tile + (nint)i * width, count, width);
            }

            RunTile(job, position, count, tile, width);
            if (job->IsElementwise)
            {
                double* destination = job->Results + job->Start(position);
                for (int i = 0; i < job->ClassCount; i++)
                {
                    CopyOut(job, tile + (nint)i * width, destination + (nint)i * job->InnerLength, count);
                }
            }
        }

        if (isLarge)
        {
            NativeMemory.AlignedFree(tile);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTile(DoubleJob* job, int position, int count, double* tile, int width)
    {
        RowSums sums;
        if (job->Operation == RowFunction.Softmax)
        {
            DoubleTile<TLanes>.Softmax(tile, job->ClassCount, width, job->Scale, sums.Maximum);
        }
        else if (job->Operation == RowFunction.Entropy)
        {
            DoubleTile<TLanes>.Means(tile, job->ClassCount, width, job->Scale, &sums);
        }
        else
        {
            DoubleTile<TLanes>.Logs(tile, job->ClassCount, width, job->Scale, &sums, job->Operation == RowFunction.LogSoftmax);
        }

        for (int i = 0; i < count; i++)
        {
            if (job->IsElementwise)
            {
                if (!job->Scale->Holds(sums.Maximum[i]))
                {
                    Repeat(job, position + i, tile + i, width);
                }
            }
            else if (job->Scale->Holds(sums.Maximum[i]))
            {
                sums.Store<TLanes>(job, position + i, i);
            }
            else
            {
                DoubleKernels.RunScalar(job, position + i);
            }
        }
    }

    /// <summary>Computes a row without vectors. It works in the tile, because results of another row may overwrite the logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Repeat(DoubleJob* job, int position, double* column, int width)
    {
        double* source = job->Logits + job->Start(position);
        for (int i = 0; i < job->ClassCount; i++)
        {
            column[(nint)i * width] = source[(nint)i * job->InnerLength];
        }

        DoubleJob inTile = new(job->Operation, column, column, null, job->ClassCount, width, job->Scale);
        DoubleKernels.RunScalar(&inTile, 0);
    }

    /// <summary>Copies one class of consecutive positions, and fills the rest of the last register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyIn(DoubleJob* job, double* source, double* tile, int count, int width)
    {
        if (job->InnerLength > 1)
        {
            new ReadOnlySpan<double>(source, count).CopyTo(new(tile, count));
        }
        else
        {
            for (int row = 0; row < count; row++)
            {
                tile[row] = source[row * job->ClassCount];
            }
        }

        for (int row = count; row < width; row++)
        {
            tile[row] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyOut(DoubleJob* job, double* tile, double* destination, int count)
    {
        if (job->InnerLength > 1)
        {
            new ReadOnlySpan<double>(tile, count).CopyTo(new(destination, count));
        }
        else
        {
            for (int row = 0; row < count; row++)
            {
                destination[row * job->ClassCount] = tile[row];
            }
        }
    }
}
