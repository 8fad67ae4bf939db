using System.Diagnostics;

namespace LseMlNet.Examples.ImageClassifier.Evaluation;

/// <summary>A line on a terminal that says how far the work is, once that has taken a second. Where there is no terminal, nothing.</summary>
internal sealed class ProgressBar(TextWriter terminal, bool isTerminal, int total) : IDisposable
{
    private const int Width = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _next = Patience;
    private int _lineLength;

    public void Report(int done)
    {
        if (!isTerminal || _time.Elapsed < _next)
            return;
        _next = _time.Elapsed + Pause;
        string line = $"  {Bar.Draw((float)done / total, Width).PadRight(Width)}  {Numbers.Count(done)} of {Numbers.Count(total)} pictures scored";
        terminal.Write($"\r{line}");
        _lineLength = line.Length;
    }

    /// <summary>Leaves the terminal as it was.</summary>
    public void Dispose()
    {
        if (_lineLength > 0)
            terminal.Write($"\r{new string(' ', _lineLength)}\r");
    }
}
