using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>What the kernels compute about at most 64 rows. T is the temperature, m the maximum and p a probability.</summary>
internal unsafe struct RowSums
{
    public const int Rows = 64;

    // A kernel stores a whole register for each row, and the next row overwrites all but the first lane.
    private const int Padded = Rows + 8;

    /// <summary>m, not divided by T.</summary>
    public fixed double Maximum[Padded];

    /// <summary>The sum of the exponentials, without those that equal the maximum, in two parts; then log Σ e^((x − m) / T).</summary>
    public fixed double High[Padded];

    public fixed double Low[Padded];

    /// <summary>The number of elements that equal the maximum.</summary>
    public fixed double Equal[Padded];

    /// <summary>Σ p · (m − x).</summary>
    public fixed double Mean[Padded];

    /// <summary>Σ p · (m − x)².</summary>
    public fixed double Square[Padded];

    /// <summary>Starts the sums of a row whose blocks are added one by one.</summary>
    public void Clear(double maximum)
    {
        Maximum[0] = maximum;
        High[0] = Low[0] = Equal[0] = Mean[0] = Square[0] = 0;
    }

    /// <summary>Copies the sums of the first row and nothing beyond them, because other threads write there.</summary>
    public void Copy(RowSums* first, int row)
    {
        Maximum[row] = first->Maximum[0];
        High[row] = first->High[0];
        Low[row] = first->Low[0];
        Equal[row] = first->Equal[0];
        Mean[row] = first->Mean[0];
        Square[row] = first->Square[0];
    }

    /// <summary>Adds the sums of a block.</summary>
    public void Add(RowSums* part, int slot)
    {
        double sum = High[0] + part->High[slot];
        double back = sum - High[0];
        Low[0] += High[0] - (sum - back) + (part->High[slot] - back) + part->Low[slot];
        High[0] = sum;
        Equal[0] += part->Equal[slot];
        Mean[0] += part->Mean[slot];
        Square[0] += part->Square[slot];
    }

    /// <summary>Stores the result of a position that has just one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(DoubleJob* job, int position, double maximum, double log, double logLow, double mean)
        where TLanes : unmanaged, IDoubles<TLanes>
    {
        double temperature = job->Scale->Temperature;
        if (job->Operation == RowFunction.LogSumExp)
        {
            double quotient = maximum / temperature;
            double result = Add(quotient, Math.FusedMultiplyAdd(-quotient, temperature, maximum) / temperature, log, logLow);
            job->Results[position] = DoubleNearZero<TLanes>.Improves(result, log)
                ? DoubleNearZero<TLanes>.LogSumExp(job->Logits + job->Start(position), job->ClassCount, job->InnerLength, job->Scale)
                : result;
        }
        else if (job->Operation == RowFunction.Entropy)
        {
            job->Results[position] = log + (logLow + mean / temperature);
        }
        else
        {
            int label = job->Labels[position];
            job->Results[position] = label < 0
                ? double.NaN
                : CrossEntropy(job->Logits[job->Start(position) + (nint)label * job->InnerLength], temperature, maximum, log, logLow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes>(DoubleJob* job, int position, int row)
        where TLanes : unmanaged, IDoubles<TLanes> => Store<TLanes>(job, position, Maximum[row], High[row], Low[row], Mean[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double CrossEntropy(double labelled, double temperature, double maximum, double log, double logLow)
    {
        double difference = maximum - labelled;
        if (double.IsInfinity(difference))
        {
            return difference;
        }

        double back = difference - maximum;
        double error = maximum - (difference - back) - (labelled + back);
        double quotient = difference / temperature;
        return Add(quotient, (Math.FusedMultiplyAdd(-quotient, temperature, difference) + error) / temperature, log, logLow);
    }

    /// <summary>Adds two numbers and returns the sum in two parts. The first number may cancel with the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Add(double a, double low, double log, double logLow)
    {
        double sum = a + log;
        double back = sum - a;
        return sum + (a - (sum - back) + (log - back) + (low + logLow));
    }
}
