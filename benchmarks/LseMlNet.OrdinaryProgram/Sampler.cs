using System.Diagnostics;

namespace LseMlNet.OrdinaryProgram;

/// <summary>Times samples of several calls each. Usage: while (sampler.Next()) { call sampler.Calls times }.</summary>
internal sealed class Sampler(int length)
{
    private const double Milliseconds = 40;

    private readonly List<double> _samples = [];
    private readonly long _begin = Stopwatch.GetTimestamp();
    private long _sampleStart;

    public int Calls { get; } = Math.Max(4, 20_000 / length);

    /// <summary>
    /// The nanoseconds of one call: the first quartile of the second half of the samples. By then, the runtime has replaced the code that
    /// it compiled quickly.
    /// </summary>
    public double Nanoseconds
    {
        get
        {
            double[] late = [.. _samples.Skip(_samples.Count / 2).Order()];
            return late[late.Length / 4];
        }
    }

    public bool Next()
    {
        long now = Stopwatch.GetTimestamp();
        if (_sampleStart != 0)
        {
            _samples.Add(Stopwatch.GetElapsedTime(_sampleStart, now).TotalNanoseconds / Calls);
        }

        _sampleStart = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(_begin, now).TotalMilliseconds < Milliseconds || _samples.Count < 8;
    }
}
