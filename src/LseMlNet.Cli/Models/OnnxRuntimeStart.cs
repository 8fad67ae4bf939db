using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Models;

/// <summary>What must be done before ONNX Runtime starts.</summary>
internal static partial class OnnxRuntimeStart
{
    // The variable that ONNX Runtime reads.
    private const string NoTelemetry = "ORT_DISABLE_TELEMETRY";

    private const int HarmlessLength = 4_000;

    // Measured: 230 bytes per character.
    private const int StackPerCharacter = 1_000;

    public static void Prepare(string[] arguments)
    {
        SwitchTelemetryOff();
        StartWithEnoughStack(arguments);
    }

    // Its official builds report to Microsoft what they are used for, and keep an identifier of the user and a database in the home folder
    // and a file in the folder for temporary files. The program sends nothing and leaves nothing. Users who want it can set the variable to 0.
    private static void SwitchTelemetryOff()
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(NoTelemetry, Environment.GetEnvironmentVariable(NoTelemetry) ?? "1");
        }
        else
        {
            // .NET has its own copy of the environment, which native code does not see.
            SetEnvironmentVariable(NoTelemetry, "1", overwrite: 0);
        }
    }

    // When ONNX Runtime (1.29 and later) starts on Linux, it reads the command line of the process recursively: about 5,000 file names
    // overflow the stack. With that many arguments, it is started on a thread with enough stack.
    private static void StartWithEnoughStack(string[] arguments)
    {
        long length = arguments.Sum(argument => (long)argument.Length + 1);
        if (length <= HarmlessLength)
        {
            return;
        }

        var starting = new Thread(() => OrtEnv.Instance(), maxStackSize: (int)Math.Min(length * StackPerCharacter, int.MaxValue));
        starting.Start();
        starting.Join();
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
