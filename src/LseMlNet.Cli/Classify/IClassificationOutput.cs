namespace LseMlNet.Cli.Classify;

/// <summary>Writes classifications to the standard output. Errors always go to the error stream. Disposing writes what is left.</summary>
internal interface IClassificationOutput : IDisposable
{
    void Add(Outcome outcome);
}
