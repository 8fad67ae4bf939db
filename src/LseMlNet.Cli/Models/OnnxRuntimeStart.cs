using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Models;

/// <summary>
/// When ONNX Runtime (1.29 and later) starts on Linux, it reads the command line of the process recursively: about 5,000 file names
/// overflow the stack. With that many arguments, start it on a thread with enough stack.
/// </summary>
internal static class OnnxRuntimeStart
{
    private const int HarmlessLength = 4_000;

    // Measured: 230 bytes per character.
    private const int StackPerCharacter = 1_000;

    public static void Prepare(string[] arguments)
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
}
