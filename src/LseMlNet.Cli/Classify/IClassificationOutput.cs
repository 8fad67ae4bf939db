namespace LseMlNet.Cli.Classify;

/// <summary>
/// Writes classifications to the standard output. Errors always go to the error stream. Dispose writes what has not been written yet.
/// </summary>
internal interface IClassificationOutput : IDisposable
{
    void Add(Outcome outcome);
}
