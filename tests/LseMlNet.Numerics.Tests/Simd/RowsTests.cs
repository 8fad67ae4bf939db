using System.Numerics;

namespace LseMlNet.Numerics.Tests.Simd;

public sealed class RowsSingleTests : RowsTests<float>;

public sealed class RowsDoubleTests : RowsTests<double>;

/// <summary>A row gives the same bits on its own, at any position in a batch, and with any number of threads.</summary>
public abstract class RowsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void EveryOperation_EveryRowLength_MatchesEachRowAlone()
    {
        for (int rowLength = 1; rowLength <= 140; rowLength++)
        {
            const int Rows = 21;
            T[] logits = Values.Normal<T>(rowLength, Rows * rowLength, 6);
            // Special rows among ordinary ones.
            logits[0] = T.NaN;
            logits.AsSpan(rowLength, rowLength).Fill(T.NegativeInfinity);
            logits[2 * rowLength] = T.PositiveInfinity;
            T[] softmax = new T[logits.Length];
            T[] logSoftmax = new T[logits.Length];
            T[] logSumExp = new T[Rows];
            Subject<T>.Softmax(logits, rowLength, softmax);
            Subject<T>.LogSoftmax(logits, rowLength, logSoftmax);
            Subject<T>.LogSumExp(logits, rowLength, logSumExp);
            T[] inPlace = [.. logits];
            Subject<T>.Softmax(inPlace, rowLength, inPlace);
            Assert.Equal(softmax, inPlace);
            T[] alone = new T[rowLength];
            for (int row = 0; row < Rows; row++)
            {
                ReadOnlySpan<T> x = logits.AsSpan(row * rowLength, rowLength);
                Subject<T>.Softmax(x, alone);
                Assert.Equal(alone, softmax.AsSpan(row * rowLength, rowLength));
                Subject<T>.LogSoftmax(x, alone);
                Assert.Equal(alone, logSoftmax.AsSpan(row * rowLength, rowLength));
                Assert.Equal(Subject<T>.LogSumExp(x), logSumExp[row]);
            }
        }
    }

    /// <summary>
    /// Batches run in groups of rows, and short rows are transposed. The test covers every size of the last group,
    /// and detects accesses beyond the buffers.
    /// </summary>
    [Fact]
    public void EveryOperation_EveryRowCount_MatchesEachRowAloneInItsMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages need the system calls of Linux");
        using GuardedMemory<T> source = new(40 * 150);
        using GuardedMemory<T> destination = new(40 * 150);
        foreach (int rowLength in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 33, 40 })
        {
            T[] logits = Values.Normal<T>(rowLength, 150 * rowLength, 6);
            (T[] softmax, T[] logSoftmax, T[] logSumExp) = (new T[logits.Length], new T[logits.Length], new T[150]);
            for (int row = 0; row < 150; row++)
            {
                Range range = (row * rowLength)..((row + 1) * rowLength);
                Subject<T>.Softmax(logits.AsSpan(range), softmax.AsSpan(range));
                Subject<T>.LogSoftmax(logits.AsSpan(range), logSoftmax.AsSpan(range));
                logSumExp[row] = Subject<T>.LogSumExp(logits.AsSpan(range));
            }

            foreach (int rows in Enumerable.Range(1, 12).Concat([63, 64, 65, 66, 67, 68, 127, 128, 129, 150]))
            {
                int length = rows * rowLength;
                for (int side = 0; side < 2; side++)
                {
                    Span<T> x = side == 0 ? source.AtStart(length) : source.AtEnd(length);
                    Span<T> y = side == 0 ? destination.AtStart(length) : destination.AtEnd(length);
                    logits.AsSpan(0, length).CopyTo(x);
                    Subject<T>.Softmax(x, rowLength, y);
                    Assert.Equal(softmax.AsSpan(0, length), y);
                    Subject<T>.LogSoftmax(x, rowLength, y);
                    Assert.Equal(logSoftmax.AsSpan(0, length), y);
                    Subject<T>.LogSumExp(x, rowLength, y);
                    Assert.Equal(logSumExp.AsSpan(0, rows), y[..rows]);
                    Subject<T>.Softmax(x, rowLength, x);
                    Assert.Equal(softmax.AsSpan(0, length), x);
                    logits.AsSpan(0, length).CopyTo(x);
                    Subject<T>.LogSoftmax(x, rowLength, x);
                    Assert.Equal(logSoftmax.AsSpan(0, length), x);
                }
            }
        }
    }

    /// <summary>The fast sum of floats passes some rows of a group to an accurate sum, and the results must end up in those rows.</summary>
    [Fact]
    public void EveryOperation_PeakedRowsAmongFlatOnes_MatchesEachRowAlone()
    {
        const int RowLength = 50;
        const int Rows = 70;
        T[] logits = Values.Normal<T>(5, Rows * RowLength);
        int[] labels = new int[Rows];
        for (int row = 0; row < Rows; row += 3)
        {
            logits[row * RowLength + row % RowLength] = T.CreateTruncating(20 + row);
            labels[row] = row % RowLength;
        }

        T[] logSoftmax = new T[logits.Length];
        T[] crossEntropy = new T[Rows];
        Subject<T>.LogSoftmax(logits, RowLength, logSoftmax);
        Subject<T>.CrossEntropy(logits, RowLength, labels, crossEntropy);
        T[] alone = new T[RowLength];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<T> x = logits.AsSpan(row * RowLength, RowLength);
            Subject<T>.LogSoftmax(x, alone);
            Assert.Equal(alone, logSoftmax.AsSpan(row * RowLength, RowLength));
            Assert.Equal(Subject<T>.CrossEntropy(x, labels[row]), crossEntropy[row]);
            if (row % 3 == 0)
            {
                T top = Plain.Of<T>(x).LogSoftmax[labels[row]];
                Values.AssertWithin(typeof(T) == typeof(float) ? 1.5 : 4, top, alone[labels[row]], $"row {row}");
            }
        }
    }

    [Theory]
    [InlineData(1000, 333)]
    [InlineData(2, 600_000)]
    [InlineData(3, 100_000)]
    [InlineData(1, 300_001)]
    [InlineData(1, 1_000_003)]
    [InlineData(70_000, 3)]
    public void EveryOperation_SeveralThreads_GivesTheSameBits(int rows, int rowLength)
    {
        T[] logits = Values.Normal<T>(7, rows * rowLength, 5);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % rowLength)];
        foreach (int threads in new[] { 2, 3, -1 })
        {
            Compare(rows * rowLength, (results, degree) => Subject<T>.Softmax(logits, rowLength, results, degree), threads);
            Compare(rows * rowLength, (results, degree) => Subject<T>.LogSoftmax(logits, rowLength, results, degree), threads);
            Compare(rows, (results, degree) => Subject<T>.LogSumExp(logits, rowLength, results, degree), threads);
            Compare(rows, (results, degree) => Subject<T>.CrossEntropy(logits, rowLength, labels, results, degree), threads);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void EveryOperation_BadParallelism_Throws(int degree)
    {
        const string Name = "maxDegreeOfParallelism";
        Assert.Throws<ArgumentOutOfRangeException>(Name, () => Subject<T>.Softmax(new T[2], 1, new T[2], degree));
        Assert.Throws<ArgumentOutOfRangeException>(Name, () => Subject<T>.LogSoftmax(new T[2], 1, new T[2], degree));
        Assert.Throws<ArgumentOutOfRangeException>(Name, () => Subject<T>.LogSumExp(new T[2], 1, new T[2], degree));
        Assert.Throws<ArgumentOutOfRangeException>(Name, () => Subject<T>.CrossEntropy(new T[2], 1, [0, 0], new T[2], degree));
    }

    [Fact]
    public void EveryOperation_OneThread_AllocatesNothing()
    {
        T[] logits = Values.Normal<T>(3, 10_000);
        T[] results = new T[logits.Length];
        int[] labels = new int[100];
        void Run()
        {
            Subject<T>.Softmax(logits, results);
            Subject<T>.Softmax(logits, 100, results);
            Subject<T>.LogSoftmax(logits, results);
            Subject<T>.LogSoftmax(logits, 100, results);
            Subject<T>.LogSumExp(logits, 100, results);
            Subject<T>.CrossEntropy(logits, 100, labels, results);
            Subject<T>.ApplyTemperature(logits, 2, results);
        }

        Assert.Equal(0, Allocations.Of(Run));
    }

    private static void Compare(int length, Action<T[], int> run, int threads)
    {
        T[] one = new T[length];
        T[] several = new T[length];
        run(one, 1);
        run(several, threads);
        Assert.Equal(one, several);
    }
}
