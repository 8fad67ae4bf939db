namespace LseMlNet.Cli.Options;

/// <summary>What the program says to the one that started it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A model, a folder or any of the pictures cannot be used; what is left was done all the same.</summary>
    public const int Unusable = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ctrl-C: 128 and the number of the signal, as shells have it.</summary>
    public const int Stopped = 130;

    /// <summary>A section of the help.</summary>
    public const string Help = """
        Exit codes:
          0    All went well.
          1    A model, a folder or any of the pictures cannot be used, or the output cannot be
               written. What can be used is used.
          2    The command line is wrong. Nothing is done.
          130  Stopped by Ctrl-C, after the picture in work. What is done is printed or written.
               (serve, which only Ctrl-C ends, gives 0.)
        """;
}
