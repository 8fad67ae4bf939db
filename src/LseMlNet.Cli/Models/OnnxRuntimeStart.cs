using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Models;

/// <summary>Performs the steps that must precede the start of ONNX Runtime.</summary>
internal static partial class OnnxRuntimeStart
{
    // The environment variable that ONNX Runtime reads.
    private const string NoTelemetry = "ORT_DISABLE_TELEMETRY";

    private const int HarmlessLength = 4_000;

    // Measurements showed 230 bytes of stack per character.
    private const int StackPerCharacter = 1_000;

    public static void Prepare(string[] arguments)
    {
        SwitchTelemetryOff();
        StartWithEnoughStack(arguments);
    }

    // Official builds of ONNX Runtime send telemetry to Microsoft. They keep a database and an identifier of the user in
    // the home folder, and a file in the temporary folder. This program sends no data and leaves no such files. Users who
    // want telemetry can set the variable to 0.
    private static void SwitchTelemetryOff()
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(NoTelemetry, Environment.GetEnvironmentVariable(NoTelemetry) ?? "1");
        }
        else
        {
            // .NET keeps its own copy of the environment, which native code does not see.
            SetEnvironmentVariable(NoTelemetry, "1", overwrite: 0);
        }
    }

    // When ONNX Runtime (1.29 and later) starts on Linux, it reads the command line of the process recursively: about 5,000 file names
    // overflow the stack. With that many arguments, ONNX Runtime is therefore started on a thread with a larger stack.
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
