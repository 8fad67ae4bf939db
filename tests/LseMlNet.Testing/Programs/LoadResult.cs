using System.Globalization;

namespace LseMlNet.Testing;

/// <summary>How the server coped with a load.</summary>
/// <param name="Duration">The time from the first request to the last answer.</param>
/// <param name="Latencies">The time to each answer, in ascending order.</param>
/// <param name="Errors">The number of requests with no answer or a wrong answer.</param>
/// <param name="Memory">The memory that the server uses, in bytes, at regular intervals.</param>
/// <param name="Handles">The number of handles that are open, at the same intervals.</param>
public sealed record LoadResult(TimeSpan Duration, IReadOnlyList<TimeSpan> Latencies, int Errors, IReadOnlyList<long> Memory, IReadOnlyList<int> Handles)
{
    private const double MiB = 1024 * 1024;

    /// <summary>The average over the second quarter of the time, in MiB. During the first quarter, the server warms up.</summary>
    public double MemoryBefore => Average(Memory.Count / 4, Memory.Count / 2);

    /// <summary>The average over the last quarter of the time, in MiB.</summary>
    public double MemoryAfter => Average(Memory.Count * 3 / 4, Memory.Count);

    /// <summary>The largest number of open handles in the second quarter of the time.</summary>
    public int HandlesBefore => Handles.Skip(Handles.Count / 4).Take(Math.Max(1, Handles.Count / 4)).Max();

    /// <summary>The largest number of open handles in the last quarter of the time.</summary>
    public int HandlesAfter => Handles.Skip(Handles.Count * 3 / 4).Max();

    /// <summary>The time within which the given share of the requests was answered, in milliseconds.</summary>
    public double Percentile(double share) => Latencies[Math.Min(Latencies.Count - 1, (int)(share * Latencies.Count))].TotalMilliseconds;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        requests      {Latencies.Count:N0} in {Duration.TotalSeconds:0.0} s, {Latencies.Count / Duration.TotalSeconds:N0} a second
        errors        {Errors}
        latency, ms   p50 {Percentile(0.5):0.0}   p90 {Percentile(0.9):0.0}   p99 {Percentile(0.99):0.0}   p99.9 {Percentile(0.999):0.0}   longest {Latencies[^1].TotalMilliseconds:0.0}
        memory, MiB   second quarter {MemoryBefore:0.0}   last quarter {MemoryAfter:0.0}   largest {Memory.Max() / MiB:0.0}
        open handles  second quarter {HandlesBefore}   last quarter {HandlesAfter}
        """);

    private double Average(int from, int to) => Memory.Skip(from).Take(to - from).Average() / MiB;
}
