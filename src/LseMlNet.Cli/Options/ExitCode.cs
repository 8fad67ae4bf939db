namespace LseMlNet.Cli.Options;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A model, a folder or a picture cannot be used. Everything else was done.</summary>
    public const int Unusable = 1;

    /// <summary>The command line is wrong. Nothing was done.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl-C: 128 plus the number of the signal, as in shells.</summary>
    public const int Stopped = 130;

    /// <summary>A section of the help.</summary>
    public const string Help = """
        Exit codes:
          0    Everything went well.
          1    A model, a folder or a picture cannot be used, or the output cannot be written.
               Everything usable is used.
          2    The command line is wrong. Nothing is done.
          130  Stopped by Ctrl-C, after the current picture. What is done is printed or written.
               (serve, which only Ctrl-C ends, returns 0.)
        """;
}
