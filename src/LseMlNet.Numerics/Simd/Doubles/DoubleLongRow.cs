using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// Runs the passes over a long row block by block. The blocks are the same for any number of threads, and their sums are added in order,
/// so the bits of the results do not depend on the threads.
/// </summary>
internal unsafe struct DoubleLongRow<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    private DoubleJob* _job;
    private int _row;
    private double* _x;
    private double* _y;
    private RowSums* _parts;
    private double _maximum;
    private RowSums _sums;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(DoubleJob* job, int row, int threads)
    {
        nint start = (nint)row * job->ClassCount;
        DoubleLongRow<TLanes> state;
        state._job = job;
        state._row = row;
        state._x = job->Logits + start;
        state._y = job->Results + start;
        state._parts = (RowSums*)NativeMemory.Alloc(
            (nuint)(RowBlocks.Count(job->ClassCount) + RowSums.Rows - 1) / RowSums.Rows, (nuint)sizeof(RowSums));
        Run(&state, threads);
        NativeMemory.Free(state._parts);
    }

    private static void ForEachBlock(DoubleLongRow<TLanes>* state, int threads, delegate*<DoubleLongRow<TLanes>*, int, void> pass)
    {
        int blocks = RowBlocks.Count(state->_job->ClassCount);
        if (threads > 1)
        {
            Spread(state, blocks, threads, pass);
            return;
        }

        for (int block = 0; block < blocks; block++)
        {
            pass(state, block);
        }
    }

    // A method allocates its closure as soon as it starts, so the closure for threads is in a separate method.
    private static void Spread(DoubleLongRow<TLanes>* state, int blocks, int threads, delegate*<DoubleLongRow<TLanes>*, int, void> pass) =>
        Threads.Run(blocks, 1, threads, (first, end) =>
        {
            for (int block = first; block < end; block++)
            {
                pass(state, block);
            }
        });

    [MethodImpl(Kernel.Options)]
    private static void FindMaximum(DoubleLongRow<TLanes>* state, int block) =>
        state->Part(block)->Maximum[block % RowSums.Rows] =
            DoubleRow<TLanes>.Maximum(state->_x + RowBlocks.Start(block), RowBlocks.Length(block, state->_job->ClassCount));

    [MethodImpl(Kernel.Options)]
    private static void Sum(DoubleLongRow<TLanes>* state, int block)
    {
        int start = RowBlocks.Start(block), length = RowBlocks.Length(block, state->_job->ClassCount);
        RowSums sums;
        sums.Clear(state->_maximum);
        if (state->_job->Operation == RowFunction.Softmax)
        {
            sums.High[0] = DoubleRow<TLanes>.Powers(state->_x + start, state->_y + start, length, state->_maximum, state->_job->Scale);
        }
        else
        {
            DoubleRow<TLanes>.Sums(state->_x + start, length, 0, state->_job->Scale, &sums);
        }

        state->Part(block)->Copy(&sums, block % RowSums.Rows);
    }

    [MethodImpl(Kernel.Options)]
    private static void Write(DoubleLongRow<TLanes>* state, int block)
    {
        int start = RowBlocks.Start(block), length = RowBlocks.Length(block, state->_job->ClassCount);
        RowSums* sums = &state->_sums;
        if (state->_job->Operation == RowFunction.Softmax)
        {
            DoubleRow<TLanes>.Divide(state->_y + start, length, sums->High[0] + sums->Low[0]);
        }
        else
        {
            DoubleRow<TLanes>.Subtract(
                state->_x + start, state->_y + start, length, sums->Maximum[0], sums->High[0], sums->Low[0], state->_job->Scale);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Run(DoubleLongRow<TLanes>* state, int threads)
    {
        int blocks = RowBlocks.Count(state->_job->ClassCount);
        ForEachBlock(state, threads, &FindMaximum);
        state->_maximum = double.NegativeInfinity;
        for (int block = 0; block < blocks; block++)
        {
            // Math.Max keeps NaN.
            state->_maximum = Math.Max(state->_maximum, state->Part(block)->Maximum[block % RowSums.Rows]);
        }

        if (!state->_job->Scale->Holds(state->_maximum))
        {
            DoubleKernels.RunScalar(state->_job, state->_row);
            return;
        }

        ForEachBlock(state, threads, &Sum);
        state->_sums.Clear(state->_maximum);
        for (int block = 0; block < blocks; block++)
        {
            state->_sums.Add(state->Part(block), block % RowSums.Rows);
        }

        if (state->_job->Operation != RowFunction.Softmax)
        {
            DoubleRow<TLanes>.Finish(1, state->_job->Scale, &state->_sums);
        }

        if (state->_job->IsElementwise)
        {
            ForEachBlock(state, threads, &Write);
        }
        else
        {
            state->_sums.Store<TLanes>(state->_job, state->_row, 0);
        }
    }

    private readonly RowSums* Part(int block) => _parts + block / RowSums.Rows;
}
