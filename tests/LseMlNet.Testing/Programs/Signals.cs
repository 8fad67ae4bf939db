using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LseMlNet.Testing;

/// <summary>The signals that stop a program, such as the one that a terminal sends for Ctrl-C.</summary>
public static class Signals
{
    private const int SigInt = 2;

    /// <summary>True on Linux, unless this process ignores the signal: the programs that it starts would then ignore it too.</summary>
    public static bool CanInterrupt => CanSend("INT");

    /// <summary>Does the same for INT, HUP or TERM. A process that is started with nohup ignores HUP.</summary>
    public static bool CanSend(string signal)
    {
        int number = signal switch
        {
            "HUP" => 1,
            "INT" => SigInt,
            _ => 15,
        };
        return OperatingSystem.IsLinux() && (Ignored() & (1UL << (number - 1))) == 0;
    }

    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, SigInt));

    private static ulong Ignored()
    {
        const string Field = "SigIgn:";
        string line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith(Field, StringComparison.Ordinal));
        return ulong.Parse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
