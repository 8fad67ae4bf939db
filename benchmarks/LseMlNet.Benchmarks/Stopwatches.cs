using System.Diagnostics;
using System.Runtime;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks;

/// <summary>Measures several peers in turn, so that other load on the machine affects all of them alike.</summary>
internal static class Stopwatches
{
    private const double SampleNanoseconds = 600_000;
    private const int Rounds = 25;
    private const int LeastRounds = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    // With only one processor, the runtime waits ten times longer before it optimizes.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(Environment.ProcessorCount == 1 ? 1100 : 120);

    /// <summary>Returns the nanoseconds of one run, for each peer and each round, once the runtime has optimized all of them.</summary>
    public static double[][] Paired(IPeer?[] peers)
    {
        Settle(peers);
        return Measure(peers);
    }

    /// <summary>
    /// Runs the peers until the runtime has replaced the code that it compiled quickly. It does so in the background, in up to three steps,
    /// each after 30 calls and when nothing new has been compiled for a tenth of a second. Until then, code can be a thousand times slower.
    /// </summary>
    public static void Settle(IEnumerable<IPeer?> peers)
    {
        for (int quiet = 0; quiet < 3; quiet++)
        {
            long before = JitInfo.GetCompiledMethodCount();
            foreach (IPeer? peer in peers)
            {
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < 40 && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 20; i++)
                {
                    peer?.Run(1);
                }
            }

            Thread.Sleep(Delay);
            if (JitInfo.GetCompiledMethodCount() != before)
            {
                quiet = -1;
            }
        }
    }

    /// <summary>Returns the nanoseconds of one run, for each peer and each round.</summary>
    public static double[][] Measure(IPeer?[] peers)
    {
        int[] times = [.. peers.Select(peer => peer is null ? 0 : Calibrated(peer))];
        List<double>[] samples = [.. peers.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds && (round < LeastRounds || Stopwatch.GetElapsedTime(start) < Patience); round++)
        {
            for (int i = 0; i < peers.Length; i++)
            {
                if (peers[i] is { } peer)
                {
                    samples[i].Add(Measure(peer, times[i]) / times[i]);
                }
            }
        }

        return [.. samples.Select(list => list.ToArray())];
    }

    private static int Calibrated(IPeer peer)
    {
        int times = 1;
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
