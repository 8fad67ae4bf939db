using System.Diagnostics;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks;

/// <summary>Measures several peers in turn, so that other load on the machine affects all of them alike.</summary>
internal static class Stopwatches
{
    private const double SampleNanoseconds = 1_500_000;
    private const int Rounds = 25;

    /// <summary>Returns the nanoseconds of one run, for each peer and each round.</summary>
    public static double[][] Paired(IPeer?[] peers)
    {
        int[] times = [.. peers.Select(peer => peer is null ? 0 : Calibrated(peer))];
        double[][] samples = [.. peers.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < peers.Length; i++)
            {
                if (peers[i] is { } peer)
                {
                    samples[i][round] = Measure(peer, times[i]) / times[i];
                }
            }
        }

        return samples;
    }

    private static int Calibrated(IPeer peer)
    {
        int times = 1;
        peer.Run(1);
        while (true)
        {
            double found = Measure(peer, times);
            if (found > SampleNanoseconds / 4)
            {
                return Math.Max(1, (int)(times * SampleNanoseconds / found));
            }

            times *= 2;
        }
    }

    private static double Measure(IPeer peer, int times)
    {
        long start = Stopwatch.GetTimestamp();
        peer.Run(times);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
