namespace LseMlNet.Cli.Classify;

/// <summary>A form in which classifications are written to the standard output. What is wrong stands in the error stream, whatever the form. Disposing writes what is left.</summary>
internal interface IClassificationOutput : IDisposable
{
    void Add(Outcome outcome);
}
